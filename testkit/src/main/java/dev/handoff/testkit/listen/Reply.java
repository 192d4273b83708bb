package dev.handoff.testkit.listen;

import dev.handoff.testkit.exchange.FieldLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is answered: exactly these lines, then whatever the body writes. Immutable. */
public final class Reply {
  private final String statusLine;
  private final List<FieldLine> fields;
  private final Body body;

  /** Writes octets behind the head; the connection ends when it returns or throws. */
  @FunctionalInterface
  public interface Body {
    Body NONE = out -> {};

    void writeTo(OutputStream out) throws IOException;
  }

  private Reply(String statusLine, List<FieldLine> fields, Body body) {
    this.statusLine = statusLine;
    this.fields = List.copyOf(fields);
    this.body = body;
  }

  public static Reply of(int status, String reason) {
    return new Reply("HTTP/1.1 " + status + " " + reason, List.of(), Body.NONE);
  }

  /** With the status line of somebody else. */
  public static Reply of(String statusLine, List<FieldLine> fields) {
    return new Reply(statusLine, fields, Body.NONE);
  }

  /** With one line more. */
  public Reply with(String name, String value) {
    List<FieldLine> more = new ArrayList<>(fields);
    more.add(FieldLine.of(name, value));
    return new Reply(statusLine, more, body);
  }

  /** With these octets and their length; a HEAD gets the length alone. */
  public Reply holding(byte[] octets, Received request) {
    Reply announced = with("Content-Length", Integer.toString(octets.length));
    return request.isHead() ? announced : announced.writing(out -> out.write(octets));
  }

  /** With a body that no field announces. */
  public Reply writing(Body content) {
    return new Reply(statusLine, fields, content);
  }

  /** A short text as an answer of its own. */
  public static Reply text(int status, String reason, Received request) {
    return of(status, reason)
        .with("Content-Type", "text/plain")
        .with("Cache-Control", "no-store")
        .holding((status + " " + reason + "\n").getBytes(StandardCharsets.UTF_8), request);
  }

  void writeTo(OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder(statusLine).append("\r\n");
    fields.forEach(field -> head.append(field.line()).append("\r\n"));
    head.append("Connection: close\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    body.writeTo(out);
    out.flush();
  }
}
