package dev.handoff.servlet.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One connection of an HTTP/1.1 client that shows every octet. Waits 20 s at most for any of them.
 */
public final class Client implements AutoCloseable {
  private final Socket socket = new Socket();
  private final InputStream in;

  public Client(int port) throws IOException {
    this(port, 0);
  }

  /**
   * @param receiveBuffer in bytes; 0: whatever the system gives
   */
  public Client(int port, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
    socket.setSoTimeout(20_000);
    in = socket.getInputStream();
  }

  /** An answer. */
  public record Answer(int status, List<String> lines, byte[] body, boolean whole) {
    /** The only line of that name. */
    public Optional<String> field(String name) {
      List<String> values = fields(name);
      if (values.size() > 1) {
        throw new AssertionError("twice: " + name + " " + values);
      }
      return values.stream().findFirst();
    }

    public List<String> fields(String name) {
      String prefix = name + ":";
      return lines.stream()
          .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
          .map(line -> line.substring(prefix.length()).strip())
          .toList();
    }

    public String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
  }

  /** Sends a request with further field lines, and reads its answer. */
  public Answer ask(String method, String target, String... lines) throws IOException {
    send(method, target, lines);
    return answer(method);
  }

  public void send(String method, String target, String... lines) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\n");
    for (String line : lines) {
      head.append(line).append("\r\n");
    }
    socket
        .getOutputStream()
        .write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads one answer. */
  public Answer answer(String method) throws IOException {
    List<String> head = head();
    if (!head.get(0).startsWith("HTTP/1.1 ")) {
      String before = head.get(0);
      throw new AssertionError(
          "octets nobody asked for: " + before.substring(0, Math.min(80, before.length())));
    }
    int status = Integer.parseInt(head.get(0).split(" ")[1]);
    Answer bare = new Answer(status, head.subList(1, head.size()), new byte[0], true);
    if (method.equals("HEAD") || status == 304 || status == 204) {
      return bare;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole = content(bare, body);
    return new Answer(status, bare.lines, body.toByteArray(), whole);
  }

  private List<String> head() throws IOException {
    List<String> head = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.add(line);
    }
    return head;
  }

  private boolean content(Answer bare, ByteArrayOutputStream body) throws IOException {
    try {
      if (bare.field("Transfer-Encoding").isPresent()) {
        for (int size = chunk(); size > 0; size = chunk()) {
          if (!copy(size, body) || !line().isEmpty()) {
            return false;
          }
        }
        return line().isEmpty();
      }
      if (bare.field("Content-Length").isPresent()) {
        return copy(Long.parseLong(bare.field("Content-Length").get()), body);
      }
      in.transferTo(body);
      return true;
    } catch (SocketException | java.io.EOFException reset) {
      return false;
    }
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line().split(";")[0], 16);
  }

  private boolean copy(long size, ByteArrayOutputStream body) throws IOException {
    byte[] buffer = new byte[8192];
    for (long left = size; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        return false;
      }
      body.write(buffer, 0, read);
      left -= read;
    }
    return true;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new java.io.EOFException("after: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Reads that many octets of whatever comes. */
  public byte[] some(int count) throws IOException {
    return in.readNBytes(count);
  }

  /** Goes away without a word. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
