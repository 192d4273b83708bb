package dev.handoff.testkit.exchange;

import dev.handoff.testkit.exchange.Answer.Ending;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Reads one answer (RFC 9112 §6) and notes what is wrong with it instead of mending it. */
final class AnswerReader {
  private static final int LONGEST_HEAD = 1 << 20;

  private final InputStream in;
  private final Completed completed;
  private final List<String> defects = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int headOctets;

  /** Called once the answer is complete, before the connection is read to its end. */
  @FunctionalInterface
  interface Completed {
    void run() throws IOException;
  }

  AnswerReader(InputStream in, Completed completed) {
    this.in = new BufferedInputStream(in);
    this.completed = completed;
  }

  Answer read(String method) throws IOException {
    String statusLine;
    List<FieldLine> fields;
    int status;
    do {
      statusLine = line();
      status = status(statusLine);
      fields = fields();
      // Interim answers come before the one that counts (RFC 9110 §15.2).
    } while (status >= 100 && status < 200 && status != 101);
    Ending ending = content(method, status, fields);
    return new Answer(statusLine, status, fields, body.toByteArray(), ending, defects);
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
      String shown = line.length() > 80 ? line.substring(0, 80) + "…" : line;
      throw new IOException("no status line of HTTP/1.1: " + shown);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private List<FieldLine> fields() throws IOException {
    List<FieldLine> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (!line.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \\t\\x21-\\x7E\\x80-\\xFF]*")) {
        defects.add("no field line: " + line);
      }
      fields.add(new FieldLine(line));
    }
    return fields;
  }

  private Ending content(String method, int status, List<FieldLine> fields) throws IOException {
    List<String> lengths = values(fields, "Content-Length");
    List<String> codings = values(fields, "Transfer-Encoding");
    if (lengths.size() + codings.size() > 1) {
      defects.add("framed twice: Content-Length " + lengths + ", Transfer-Encoding " + codings);
    }
    try {
      if (method.equals("HEAD") || status == 204 || status == 304 || status == 101) {
        surplus(method.equals("HEAD") ? "the answer to HEAD" : "a " + status);
        return Ending.WHOLE;
      }
      if (!codings.isEmpty()) {
        return chunked(codings);
      }
      if (!lengths.isEmpty()) {
        return counted(lengths.get(0));
      }
      in.transferTo(body);
      return Ending.UNTOLD;
    } catch (SocketTimeoutException late) {
      defects.add("nothing more came in time, after " + bytes(body.size()));
      return Ending.CUT;
    } catch (IOException reset) {
      defects.add("the connection broke after " + bytes(body.size()));
      return Ending.CUT;
    }
  }

  private static List<String> values(List<FieldLine> fields, String name) {
    return fields.stream().filter(line -> line.isNamed(name)).map(FieldLine::value).toList();
  }

  private Ending counted(String announced) throws IOException {
    OptionalLong length = length(announced);
    if (length.isEmpty()) {
      defects.add("Content-Length is no number: " + announced);
      in.transferTo(body);
      return Ending.UNTOLD;
    }
    if (!copy(length.getAsLong())) {
      defects.add("cut: " + bytes(body.size()) + " came of " + announced + " announced");
      return Ending.CUT;
    }
    surplus("the announced end");
    return Ending.WHOLE;
  }

  private static OptionalLong length(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private Ending chunked(List<String> codings) throws IOException {
    if (!codings.get(codings.size() - 1).toLowerCase(Locale.ROOT).equals("chunked")) {
      defects.add("Transfer-Encoding that is not chunked: " + codings);
    }
    while (true) {
      String size = line();
      if (!size.matches("[0-9A-Fa-f]{1,15}([ \\t]*;.*)?")) {
        defects.add("no chunk size: " + size);
        return Ending.CUT;
      }
      long octets = Long.parseLong(size.replaceFirst("[ \\t;].*", ""), 16);
      if (octets == 0) {
        fields();
        surplus("the last chunk");
        return Ending.WHOLE;
      }
      if (!copy(octets)) {
        defects.add("cut inside a chunk, after " + bytes(body.size()));
        return Ending.CUT;
      }
      if (!line().isEmpty()) {
        defects.add("a chunk that is longer than it says");
        return Ending.CUT;
      }
    }
  }

  private boolean copy(long octets) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (long left = octets; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        return false;
      }
      body.write(buffer, 0, read);
      left -= read;
    }
    return true;
  }

  /** What comes until the connection ends; one that is kept open, or reset, shows nothing more. */
  private void surplus(String behind) {
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    try {
      completed.run();
      in.transferTo(more);
    } catch (IOException ended) {
      // All that belongs to the answer has come; how the connection ends is not part of it.
    }
    if (more.size() > 0) {
      defects.add(bytes(more.size()) + " behind " + behind);
      if (body.size() == 0) {
        body.writeBytes(more.toByteArray());
      }
    }
  }

  private static String bytes(long count) {
    return count + (count == 1 ? " byte" : " bytes");
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException(
            line.isEmpty() ? "the connection ended without an answer" : "ended after: " + line);
      }
      if (++headOctets > LONGEST_HEAD) {
        throw new IOException("a head of more than " + LONGEST_HEAD + " bytes");
      }
      line.append((char) octet);
    }
    int end = line.length() - 1;
    if (end >= 0 && line.charAt(end) == '\r') {
      line.setLength(end);
    } else {
      defects.add("a line that ends without CR: " + line);
    }
    return line.toString();
  }
}
