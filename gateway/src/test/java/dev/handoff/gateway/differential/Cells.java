package dev.handoff.gateway.differential;

import static dev.handoff.gateway.wire.Octets.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.gateway.wire.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * How the tables write requests and app answers: parts joined by {@code " & "}, signs as in {@link
 * dev.handoff.gateway.wire.Octets}.
 *
 * <pre>
 * GET                                   GET /f, Host: files.example
 * GET /static/a.txt &amp; Range: bytes=0-3  another target, one more field
 * POST &amp; body=hello                     with Content-Length
 * GET /f HTTP/1.0                       version as written, no Host added
 *
 * =&gt; /_files/a.txt                      200, X-Accel-Redirect: /_files/a.txt, Content-Length: 0
 * 404 &amp; X-Y: z &amp; body=gone              status, fields, body with its Content-Length
 * raw HTTP/1.1 200 OK⏎⏎                 exactly these octets, then the end of the connection
 * </pre>
 */
final class Cells {
  private Cells() {}

  /** One request, ready for the wire (Latin-1). */
  record Request(String method, String octets) {}

  static Request request(String cell, Placeholders placeholders) {
    String[] parts = cell.split(" & ", -1);
    String[] line = parts[0].split(" ", -1);
    String version = line.length > 2 ? line[2] : "HTTP/1.1";
    StringBuilder head = new StringBuilder();
    head.append(line[0]).append(' ').append(line.length > 1 ? text(line[1]) : "/f");
    head.append(' ').append(version).append("\r\n");
    if (line.length <= 2) {
      head.append("Host: files.example\r\n");
    }
    String body = "";
    for (String part : List.of(parts).subList(1, parts.length)) {
      if (part.startsWith("body=")) {
        body = text(part.substring(5));
        head.append("Content-Length: ").append(body.length()).append("\r\n");
      } else if (part.startsWith("chunked=")) {
        String content = text(part.substring(8));
        body = Integer.toHexString(content.length()) + "\r\n" + content + "\r\n0\r\n\r\n";
        head.append("Transfer-Encoding: chunked\r\n");
      } else {
        head.append(text(placeholders.fill(part))).append("\r\n");
      }
    }
    return new Request(line[0], head + "\r\n" + body);
  }

  static Answer app(String cell, boolean toHead, Placeholders placeholders) {
    if (cell.startsWith("raw ")) {
      return Answer.raw(text(cell.substring(4))).close();
    }
    int status = 200;
    byte[] body = new byte[0];
    List<String> lines = new ArrayList<>();
    for (String raw : cell.split(" & ", -1)) {
      String part = placeholders.fill(raw);
      if (part.matches("[1-5][0-9]{2}")) {
        status = Integer.parseInt(part);
      } else if (part.startsWith("=> ")) {
        lines.add("X-Accel-Redirect: " + text(part.substring(3)));
      } else if (part.startsWith("body=")) {
        body = text(part.substring(5)).getBytes(ISO_8859_1);
      } else {
        lines.add(text(part));
      }
    }
    if (toHead && body.length > 0) {
      // An app that is asked for a head says how long the body would be, and sends none.
      lines.add("Content-Length: " + body.length);
      body = new byte[0];
    }
    return Answer.of(status, lines, body);
  }
}
