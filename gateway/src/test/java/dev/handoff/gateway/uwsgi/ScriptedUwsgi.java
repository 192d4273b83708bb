package dev.handoff.gateway.uwsgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads uwsgi packets on a Unix socket and answers what the test says, then closes. */
final class ScriptedUwsgi implements AutoCloseable {
  /**
   * One packet, octets as Latin-1, and the body its CONTENT_LENGTH announces, as far as it came.
   */
  record Packet(int modifier, Map<String, String> variables, List<String> names, String body) {
    String get(String name) {
      return variables.getOrDefault(name, "(absent)");
    }
  }

  final List<Packet> packets = new CopyOnWriteArrayList<>();
  final AtomicInteger open = new AtomicInteger();
  volatile String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello";
  private final ServerSocketChannel listener;

  ScriptedUwsgi(Path socket) throws IOException {
    listener =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = listener.accept();
        open.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(channel));
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private void serve(SocketChannel channel) {
    try (channel;
        DataInputStream in = new DataInputStream(Channels.newInputStream(channel))) {
      packets.add(read(in));
      ByteBuffer out = ByteBuffer.wrap(answer.getBytes(ISO_8859_1));
      while (out.hasRemaining()) {
        channel.write(out);
      }
    } catch (IOException gone) {
      // The gateway let go; what was read is recorded or was not whole.
    } finally {
      open.decrementAndGet();
    }
  }

  private static Packet read(DataInputStream in) throws IOException {
    int modifier = in.readUnsignedByte();
    int left = size(in);
    modifier += in.readUnsignedByte() << 8;
    Map<String, String> variables = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    while (left > 0) {
      String name = text(in);
      String value = text(in);
      left -= 4 + name.length() + value.length();
      names.add(name);
      variables.put(name, value);
    }
    if (left != 0) {
      throw new UncheckedIOException(new IOException("the packet's size is off by " + left));
    }
    String length = variables.getOrDefault("CONTENT_LENGTH", "");
    byte[] body = length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length));
    return new Packet(modifier, variables, names, new String(body, ISO_8859_1));
  }

  private static int size(InputStream in) throws IOException {
    return in.read() | in.read() << 8;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(size(in)), ISO_8859_1);
  }

  Packet only() {
    if (packets.size() != 1) {
      throw new AssertionError(packets.size() + " packets instead of one");
    }
    return packets.getFirst();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
