package dev.handoff.testkit.delivery;

import dev.handoff.testkit.exchange.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;

/**
 * What a download has to be. Each assertion asks the server when it is called; what a plain GET
 * says is asked for once. A failure shows the request, the answer and the fix.
 *
 * <p>May be chained; to be used by one thread.
 */
public final class DeliveryAssert extends AbstractAssert<DeliveryAssert, Delivery> {

  DeliveryAssert(Delivery delivery) {
    super(delivery, DeliveryAssert.class);
  }

  /** What the assertions from here on send along, such as who asks. */
  public DeliveryAssert with(String header, String value) {
    return next(actual.with(header, value));
  }

  /** Who asks, by HTTP's own way (RFC 7617). */
  public DeliveryAssert withBasicAuth(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
  }

  /**
   * A target of the same server where nothing is, for {@link #neverLeaks}. Without it the last name
   * of the path is changed.
   */
  public DeliveryAssert whereMissingIs(String target) {
    return next(actual.withMissing(target));
  }

  private DeliveryAssert next(Delivery delivery) {
    DeliveryAssert next = new DeliveryAssert(delivery);
    next.info.description(info.description());
    return next;
  }

  /** The status of a plain GET. */
  public DeliveryAssert hasStatus(int status) {
    return check(() -> {
      Exchange exchange = actual.plain();
      int found = exchange.answer().status();
      Unmet.ifNot(
          found == status,
          "is answered with " + found + ", not " + status,
          exchange,
          "expect " + found + ", or look into the app's log for why.");
    });
  }

  /** A field that stands there once, with that value. */
  public DeliveryAssert hasHeader(String name, String value) {
    return check(() -> Described.hasField(actual.plain(), name, value));
  }

  /** A field that stands there, whatever it says. */
  public DeliveryAssert hasHeader(String name) {
    return check(() -> Described.hasField(actual.plain(), name));
  }

  /** A field that must not be there. */
  public DeliveryAssert hasNoHeader(String name) {
    return check(() -> Described.hasNoField(actual.plain(), name));
  }

  /** The name that a browser saves the file under (RFC 6266, RFC 8187). */
  public DeliveryAssert hasName(String name) {
    return check(() -> Described.hasName(actual.plain(), name));
  }

  /** To be saved, not shown. */
  public DeliveryAssert isAttachment() {
    return check(() -> Described.isAttachment(actual.plain()));
  }

  /** To be shown, not saved. */
  public DeliveryAssert isInline() {
    return check(() -> Described.isInline(actual.plain()));
  }

  /** The media type; parameters count only if they are given here. */
  public DeliveryAssert hasType(String type) {
    return check(() -> Described.hasType(actual.plain(), type));
  }

  /** How many bytes are delivered, and that {@code Content-Length} says so. */
  public DeliveryAssert hasSize(long bytes) {
    return check(() -> Described.hasSize(actual.whole(), bytes));
  }

  /**
   * Exactly these bytes.
   *
   * @param hex of the SHA-256, 64 digits
   */
  public DeliveryAssert hasSha256(String hex) {
    if (!hex.matches("[0-9A-Fa-f]{64}")) {
      throw new IllegalArgumentException("a SHA-256 is 64 hexadecimal digits, got " + hex);
    }
    return check(() -> Described.hasSha256(actual.whole(), hex.toLowerCase(Locale.ROOT)));
  }

  /** Exactly these bytes. */
  public DeliveryAssert hasBytes(byte[] bytes) {
    byte[] expected = bytes.clone();
    return check(() -> Described.hasBytes(actual.whole(), expected));
  }

  /** Exactly the bytes of a file. */
  public DeliveryAssert hasBytesOf(Path file) {
    try {
      return hasBytes(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the file to compare with", e);
    }
  }

  /**
   * A client that lost its connection goes on where it was: parts are right, the end is known, the
   * file has a validator, and {@code If-Range} with it is believed.
   */
  public DeliveryAssert resumes() {
    return check(() -> new Parts(actual).resume());
  }

  /** What a player of Apple's needs: it asks for two bytes first, and believes what they say. */
  public DeliveryAssert seeksLikeSafari() {
    return check(() -> new Parts(actual).seekLikeSafari());
  }

  /**
   * What download managers do: several parts at once, put together again.
   *
   * @param count at least 2
   */
  public DeliveryAssert survivesParallelSegments(int count) {
    if (count < 2) {
      throw new IllegalArgumentException("parallel segments are at least 2, got " + count);
    }
    actual.client().needsRealPort("survivesParallelSegments");
    return check(() -> new Segments(actual, count).survive());
  }

  /**
   * A client that has the beginning of an older version gets the whole new one, never the rest of
   * another file (RFC 9110 §13.1.5).
   */
  public DeliveryAssert refusesStaleIfRange() {
    return check(() -> new Parts(actual).refuseStaleIfRange());
  }

  /** A client that has the file is told so, without content; one that has another gets it. */
  public DeliveryAssert revalidates() {
    return check(() -> new Again(actual).revalidates());
  }

  /** HEAD says what GET says, without content. */
  public DeliveryAssert answersHead() {
    return check(() -> new Again(actual).answersHead());
  }

  /** No cache that serves several users may store any of it (RFC 9111 §3). */
  public DeliveryAssert isPrivate() {
    return check(() -> new Privacy(actual).check());
  }

  /**
   * Nothing of this stands in the fields and bodies of the 200, 206, 304, 404 and 416 answers: as
   * it is, percent-encoded or escaped. Fields between app and front must not be there in any case.
   *
   * @param secrets texts, or paths; none: only the fields are looked for
   */
  public DeliveryAssert neverLeaks(Object... secrets) {
    if (Stream.of(secrets).anyMatch(secret -> secret.toString().isBlank())) {
      throw new IllegalArgumentException("a blank secret is found everywhere");
    }
    return check(
        () -> new Leaks(actual, Arrays.stream(secrets).map(Object::toString).toList()).check());
  }

  /** A transfer that breaks in the middle is cut, so that the client knows. */
  public DeliveryAssert isCutOff() {
    actual.client().needsRealPort("isCutOff");
    return check(() -> Described.isCutOff(actual.plain()));
  }

  /**
   * The app names a file for a front to deliver, and sends nothing itself.
   *
   * @param named the value of {@code X-Accel-Redirect} or {@code X-Sendfile}
   */
  public DeliveryAssert handsOffTo(String named) {
    return check(() -> Described.handsOffTo(actual.plain(), named));
  }

  private interface Check {
    void run() throws Unmet;
  }

  private DeliveryAssert check(Check check) {
    try {
      check.run();
    } catch (Unmet unmet) {
      throw failure("%s", actual + " " + unmet.getMessage());
    }
    return this;
  }
}
