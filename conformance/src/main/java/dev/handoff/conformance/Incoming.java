package dev.handoff.conformance;

import dev.handoff.conformance.Answer.Ending;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;

/** What arrives on a connection, until a deadline. */
final class Incoming {
  private static final int LONGEST_HEAD = 64 << 10;

  /** What comes where nothing more should. */
  enum Next {
    NOTHING,
    OCTETS,
    SILENCE
  }

  private final Socket socket;
  private final InputStream in;
  private long deadline;

  Incoming(Socket socket, Duration timeout) throws IOException {
    this.socket = socket;
    this.deadline = System.nanoTime() + timeout.toNanos();
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  private int read(byte[] buffer, int count) throws IOException {
    waitAtMostUntilDeadline();
    return in.read(buffer, 0, count);
  }

  private int read() throws IOException {
    waitAtMostUntilDeadline();
    return in.read();
  }

  private void waitAtMostUntilDeadline() throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout(Math.toIntExact(left));
  }

  /** A head without its empty line. */
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (true) {
      int octet = atHead(head);
      if (octet < 0) {
        throw new IOException(
            head.size() == 0
                ? "the connection was closed without an answer"
                : "not a whole head of HTTP/1: " + shown(latin1(head)));
      }
      head.write(octet);
      refuseWhatIsNoHttp(head);
      String text = octet == '\n' ? latin1(head) : "";
      if (text.endsWith("\r\n\r\n") || text.endsWith("\n\n")) {
        return text.stripTrailing();
      }
    }
  }

  private int atHead(ByteArrayOutputStream head) throws IOException {
    try {
      return read();
    } catch (SocketException e) {
      throw new IOException(
          "the connection was cut "
              + (head.size() == 0 ? "without an answer" : "after " + shown(latin1(head))),
          e);
    }
  }

  private static void refuseWhatIsNoHttp(ByteArrayOutputStream head) throws IOException {
    if (head.size() > LONGEST_HEAD) {
      throw new IOException("the head of the answer is longer than 64 KB");
    }
    if (head.size() == 5 && !latin1(head).equals("HTTP/")) {
      throw new IOException(
          "what answers does not speak HTTP/1.1 (it began with "
              + shown(latin1(head))
              + "); HTTP/2 alone, or TLS behind http://, looks like this, too");
    }
  }

  private static String latin1(ByteArrayOutputStream octets) {
    return octets.toString(StandardCharsets.ISO_8859_1);
  }

  /** Harmless on a terminal, and short. */
  static String shown(String text) {
    return text.chars()
        .limit(60)
        .mapToObj(c -> c >= 0x20 && c < 0x7f ? Character.toString(c) : "\\x%02x".formatted(c))
        .collect(Collectors.joining("", "\"", text.length() > 60 ? "…\"" : "\""));
  }

  /** Content by its framing. Where a connection ends is no exception here but an ending. */
  Ending content(AnswerHead head, String method, Wire.Body body) throws IOException {
    if (!head.hasContent(method)) {
      return Ending.WHOLE;
    }
    try {
      if (head.isChunked()) {
        return chunks(body);
      }
      if (head.length().isPresent()) {
        return piece(head.length().getAsLong(), body);
      }
      Ending ending = piece(Long.MAX_VALUE, body);
      return ending == Ending.BROKEN_OFF ? Ending.WHOLE : ending;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return Ending.BROKEN_OFF;
    }
  }

  private Ending piece(long length, Wire.Body body) throws IOException {
    byte[] buffer = new byte[8192];
    for (long left = length; left > 0; ) {
      int count = read(buffer, (int) Math.min(left, buffer.length));
      if (count < 0) {
        return Ending.BROKEN_OFF;
      }
      left -= count;
      if (!body.take(buffer, count)) {
        return left == 0 ? Ending.WHOLE : Ending.CUT_BY_US;
      }
    }
    return Ending.WHOLE;
  }

  private Ending chunks(Wire.Body body) throws IOException {
    while (true) {
      String size = line().split(";", 2)[0].strip();
      if (!size.matches("[0-9a-fA-F]{1,15}")) {
        return Ending.BROKEN_OFF;
      }
      if (Long.parseLong(size, 16) == 0) {
        String trailer = line();
        while (!trailer.isEmpty()) {
          trailer = line();
        }
        return Ending.WHOLE;
      }
      Ending ending = piece(Long.parseLong(size, 16), body);
      if (ending != Ending.WHOLE) {
        return ending;
      }
      line();
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = read(); octet != '\n'; octet = read()) {
      if (octet < 0 || line.length() > LONGEST_HEAD) {
        throw new IOException("no end of line");
      }
      line.append((char) octet);
    }
    return line.toString().stripTrailing();
  }

  /** Looks behind the end of an answer. */
  Next next(Duration patience) {
    deadline = System.nanoTime() + patience.toNanos();
    try {
      return read() < 0 ? Next.NOTHING : Next.OCTETS;
    } catch (SocketTimeoutException e) {
      return Next.SILENCE;
    } catch (IOException e) {
      return Next.NOTHING;
    }
  }
}
