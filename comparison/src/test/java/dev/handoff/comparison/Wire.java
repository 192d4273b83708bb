package dev.handoff.comparison;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One request on a connection of its own, octet for octet. */
final class Wire {
  private Wire() {}

  /**
   * What came.
   *
   * @param content without its framing
   * @param whole false if it broke off
   */
  record Answer(int status, List<String> lines, byte[] content, boolean whole) {
    Optional<String> field(String name) {
      List<String> values =
          lines.stream()
              .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
              .map(line -> line.substring(name.length() + 1).strip())
              .toList();
      return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    String text() {
      return new String(content, StandardCharsets.ISO_8859_1);
    }
  }

  static Answer ask(int port, String method, String target, List<String> lines) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\n");
    lines.forEach(line -> head.append(line).append("\r\n"));
    head.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      return read(method, all(socket));
    }
  }

  private static byte[] all(Socket socket) throws IOException {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int read = socket.getInputStream().read(buffer); read >= 0; ) {
        all.write(buffer, 0, read);
        read = socket.getInputStream().read(buffer);
      }
    } catch (SocketException reset) {
      return all.toByteArray();
    }
    return all.toByteArray();
  }

  private static Answer read(String method, byte[] octets) throws IOException {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no head: " + text);
    }
    List<String> lines = Arrays.asList(text.substring(0, end).split("\r\n"));
    int status = Integer.parseInt(lines.get(0).split(" ")[1]);
    Answer bare =
        new Answer(
            status,
            lines.subList(1, lines.size()),
            Arrays.copyOfRange(octets, end + 4, octets.length),
            true);
    if (method.equals("HEAD") || status == 304 || status == 204) {
      return bare;
    }
    if (bare.field("Transfer-Encoding").isPresent()) {
      return unchunked(bare);
    }
    long length = bare.field("Content-Length").map(Long::parseLong).orElse(-1L);
    return new Answer(
        status, bare.lines, bare.content, length < 0 || length == bare.content.length);
  }

  private static Answer unchunked(Answer chunked) {
    java.io.ByteArrayOutputStream content = new java.io.ByteArrayOutputStream();
    String text = chunked.text();
    int at = 0;
    for (int line = text.indexOf("\r\n"); line >= 0; line = text.indexOf("\r\n", at)) {
      int size = Integer.parseInt(text.substring(at, line).split(";")[0], 16);
      if (size == 0) {
        return new Answer(chunked.status, chunked.lines, content.toByteArray(), true);
      }
      if (line + 2 + size > chunked.content.length) {
        break;
      }
      content.write(chunked.content, line + 2, size);
      at = line + 2 + size + 2;
    }
    return new Answer(chunked.status, chunked.lines, content.toByteArray(), false);
  }
}
