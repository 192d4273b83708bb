package dev.handoff.cli.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** One question to a gateway on this machine, over its admin socket. */
public final class AdminClient {
  private static final int LARGEST_ANSWER = 4 << 20;

  private final Path socket;

  public AdminClient(Path socket) {
    this.socket = socket;
  }

  /**
   * What came back.
   *
   * @param json one object
   */
  public record Answer(int status, String json) {
    public boolean isFine() {
      return status < 300;
    }
  }

  /**
   * @param json content, or nothing
   * @throws IOException when nobody answers; the message says what to do
   */
  public Answer ask(String method, String target, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        "%s %s HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, target, body.length);
    try (SocketChannel channel = connect()) {
      return parse(exchange(channel, head.getBytes(StandardCharsets.US_ASCII), body));
    }
  }

  private String exchange(SocketChannel channel, byte[] head, byte[] body) throws IOException {
    try {
      send(channel, head);
      send(channel, body);
      return receive(channel);
    } catch (IOException broken) {
      throw new IOException(
          "No answer from %s (%s); the gateway's log says why."
              .formatted(socket, broken.getMessage()),
          broken);
    }
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new IOException(why(e), e);
    }
  }

  /** The system's own words for these are hard to tell apart, and differ between JDKs. */
  private String why(IOException e) throws IOException {
    try {
      if (!Files.readAttributes(
              socket, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther()) {
        return socket + " is no socket.";
      }
    } catch (AccessDeniedException denied) {
      return denied();
    } catch (IOException absent) {
      return "There is no socket "
          + socket
          + ". Does the gateway run, and has its configuration admin: unix:"
          + socket
          + "?";
    }
    return Files.isWritable(socket)
        ? "Nobody listens on " + socket + ": " + e.getMessage() + ". Does the gateway run?"
        : denied();
  }

  private String denied() throws IOException {
    return System.getProperty("user.name")
        + " may not open "
        + socket
        + ". Only root and the user the gateway runs as may; try sudo.";
  }

  private static void send(SocketChannel channel, byte[] octets) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static String receive(SocketChannel channel) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    while (channel.read(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
      if (all.size() > LARGEST_ANSWER) {
        throw new IOException("the answer does not end");
      }
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private Answer parse(String answer) throws IOException {
    int body = answer.indexOf("\r\n\r\n");
    if (!answer.matches("(?s)HTTP/1\\.1 [0-9]{3} .*") || body < 0) {
      throw new IOException(
          answer.isEmpty()
              ? socket + " closed the connection; only root and the gateway's own user may ask."
              : "what answers on " + socket + " is no gateway");
    }
    return new Answer(
        Integer.parseInt(answer.substring(9, 12)), answer.substring(body + 4).strip());
  }
}
