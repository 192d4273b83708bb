package dev.handoff.conformance;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Status line and fields of an answer. */
record AnswerHead(String statusLine, int status, List<String> lines) {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[0-9] ([1-9][0-9]{2})( .*)?");

  /** The first that is not interim. */
  static AnswerHead read(Incoming in) throws IOException {
    AnswerHead head = parse(in.head());
    for (int interim = 0; head.status < 200; interim++) {
      if (interim == 10 || head.status == 101) {
        throw new IOException("no answer after " + head.statusLine);
      }
      head = parse(in.head());
    }
    return head;
  }

  private static AnswerHead parse(String text) throws IOException {
    List<String> lines = Arrays.asList(text.split("\r?\n", -1));
    Matcher status = STATUS.matcher(lines.get(0));
    if (!status.matches()) {
      throw new IOException("not a status line of HTTP/1: " + Incoming.shown(lines.get(0)));
    }
    return new AnswerHead(
        lines.get(0), Integer.parseInt(status.group(1)), lines.subList(1, lines.size()));
  }

  boolean hasContent(String method) {
    return !method.equals("HEAD") && status != 304 && status != 204;
  }

  boolean isChunked() {
    return fields().field("Transfer-Encoding").isPresent();
  }

  /** Empty where the connection ends it; a nonsensical one counts as none. */
  OptionalLong length() {
    String said = fields().field("Content-Length").orElse("");
    return said.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(said))
        : OptionalLong.empty();
  }

  boolean endsWithConnection(String method) {
    return hasContent(method) && !isChunked() && length().isEmpty();
  }

  private Answer fields() {
    return new Answer(statusLine, status, lines, new byte[0], Answer.Ending.WHOLE);
  }
}
