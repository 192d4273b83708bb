package dev.handoff.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * What an app does after a request head, step by step. Immutable.
 *
 * <pre>{@code
 * Answer.of(200, "X-Accel-Redirect: /_files/a.txt")           // Content-Length: 0 is added
 * Answer.of(200, "Content-Type: text/plain").body("hello")
 * Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf").close()
 * Answer.raw("HTTP/1.1 103 Early Hints\r\n\r\n").await(latch).send(…)
 * }</pre>
 *
 * <p>Without a last word ({@code close}, {@code reset}, {@code hang}) the connection waits for the
 * next request.
 */
public final class Answer {
  /** One thing to do. */
  sealed interface Step {
    record Send(byte[] octets) implements Step {}

    record ReadBody() implements Step {}

    record Await(CountDownLatch latch) implements Step {}

    record Pause(Duration time) implements Step {}

    record Signal(CountDownLatch latch) implements Step {}

    record Close() implements Step {}

    record Reset() implements Step {}

    record Hang() implements Step {}
  }

  private final List<Step> steps;

  private Answer(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  List<Step> steps() {
    return steps;
  }

  /** Starts with no step at all. */
  public static Answer nothing() {
    return new Answer(List.of());
  }

  /** Exact octets (Latin-1). */
  public static Answer raw(String octets) {
    return nothing().send(octets);
  }

  /** Exact octets. */
  public static Answer raw(byte[] octets) {
    return nothing().send(octets);
  }

  /** A whole answer without body; field lines as they should stand on the wire (Latin-1). */
  public static Answer of(int status, String... fieldLines) {
    return of(status, List.of(fieldLines), new byte[0]);
  }

  /** A whole answer; Content-Length is added unless a framing field is among the lines. */
  public static Answer of(int status, List<String> fieldLines, byte[] body) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    boolean framed = false;
    for (String line : fieldLines) {
      String lower = line.toLowerCase(Locale.ROOT);
      framed |= lower.startsWith("content-length:") || lower.startsWith("transfer-encoding:");
      head.append(line).append("\r\n");
    }
    if (!framed && status != 204 && status != 304) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] octets = Octets.latin1(head.append("\r\n").toString());
    byte[] whole = Arrays.copyOf(octets, octets.length + body.length);
    System.arraycopy(body, 0, whole, octets.length, body.length);
    return nothing().send(whole);
  }

  /** A whole answer with a text body (UTF-8). */
  public static Answer text(int status, String body, String... fieldLines) {
    return of(status, List.of(fieldLines), body.getBytes(UTF_8));
  }

  /** One write (Latin-1). */
  public Answer send(String octets) {
    return send(Octets.latin1(octets));
  }

  /** One write. */
  public Answer send(byte[] octets) {
    return octets.length == 0 ? this : then(new Step.Send(octets.clone()));
  }

  /** Reads the request body here; only for {@link ScriptedApp#atHead}, else it was read before. */
  public Answer readBody() {
    return then(new Step.ReadBody());
  }

  /** Goes on when the test says so. */
  public Answer await(CountDownLatch latch) {
    return then(new Step.Await(latch));
  }

  /** Tells the test that it got here: what was to be sent before is with the kernel. */
  public Answer signal(CountDownLatch latch) {
    return then(new Step.Signal(latch));
  }

  /** Says nothing for a while, for a server that is slow; no test waits for time to pass. */
  public Answer pause(Duration time) {
    return then(new Step.Pause(time));
  }

  /** Ends with FIN. */
  public Answer close() {
    return then(new Step.Close());
  }

  /** Ends with RST. */
  public Answer reset() {
    return then(new Step.Reset());
  }

  /** Says nothing more until the other side ends the connection or the app stops. */
  public Answer hang() {
    return then(new Step.Hang());
  }

  private Answer then(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Answer(more);
  }
}
