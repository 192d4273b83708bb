package dev.handoff.testkit.listen;

import dev.handoff.testkit.exchange.FieldLine;
import dev.handoff.testkit.listen.Received.Content;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the one request of a connection. */
final class RequestReader {
  private final InputStream in;
  private final OutputStream out;

  RequestReader(Socket client) throws IOException {
    this.in = new BufferedInputStream(client.getInputStream());
    this.out = client.getOutputStream();
  }

  /** Empty if the client said nothing. */
  Optional<Received> read() throws IOException {
    Optional<String> requestLine = line();
    if (requestLine.isEmpty()) {
      return Optional.empty();
    }
    String[] words = requestLine.get().split(" ", -1);
    if (words.length != 3) {
      throw new IOException("no request line: " + requestLine.get());
    }
    List<FieldLine> fields = new ArrayList<>();
    for (String line = needed(); !line.isEmpty(); line = needed()) {
      fields.add(new FieldLine(line));
    }
    Received bare = new Received(words[0], words[1], List.copyOf(fields), new Content(new byte[0]));
    if (bare.field("Expect").isPresent()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    return Optional.of(
        new Received(bare.method(), bare.target(), bare.fields(), new Content(content(bare))));
  }

  private byte[] content(Received head) throws IOException {
    if (head.field("Transfer-Encoding").isPresent()) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        content.writeBytes(exactly(size));
        needed();
      }
      while (!needed().isEmpty()) {
        // Trailers say nothing to a double.
      }
      return content.toByteArray();
    }
    Optional<String> length = head.field("Content-Length");
    return length.isEmpty() ? new byte[0] : exactly(number(length.get(), 10));
  }

  private int chunkSize() throws IOException {
    return number(needed().split(";", 2)[0].strip(), 16);
  }

  private static int number(String text, int radix) throws IOException {
    try {
      return Integer.parseInt(text, radix);
    } catch (NumberFormatException e) {
      throw new IOException("no length: " + text, e);
    }
  }

  private byte[] exactly(int count) throws IOException {
    byte[] octets = in.readNBytes(count);
    if (octets.length < count) {
      throw new EOFException("a request that ends before its end");
    }
    return octets;
  }

  private String needed() throws IOException {
    return line().orElseThrow(() -> new EOFException("a request that ends in its head"));
  }

  private Optional<String> line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        return Optional.empty();
      }
      line.append((char) octet);
    }
    int end = line.length() - 1;
    if (end >= 0 && line.charAt(end) == '\r') {
      line.setLength(end);
    }
    return Optional.of(line.toString());
  }
}
