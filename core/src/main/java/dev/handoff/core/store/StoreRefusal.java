package dev.handoff.core.store;

import dev.handoff.core.validators.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An answer without an object, and what the client gets for it. The store's own words never leave
 * this machine; its error code goes to the log.
 *
 * @param status for the client
 * @param reason for the log
 */
public record StoreRefusal(Kind kind, int status, String reason, Optional<Duration> retryAfter) {
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** What sort of trouble it is. */
  public enum Kind {
    /** There is no such object. */
    MISSING,
    /** Who asks is not let in: 401 or 403, as for a signature that expired. */
    DENIED,
    /** The same question will get the same answer. */
    REFUSED,
    /** Another try may succeed. */
    PASSING,
    /** The answer makes no sense, and nothing in it would explain why. */
    BROKEN
  }

  /** An answer that cannot be used. */
  public static StoreRefusal broken(String reason) {
    return new StoreRefusal(Kind.BROKEN, 502, "the store answered " + reason, Optional.empty());
  }

  /** What an answer that is no success means. */
  public static StoreRefusal of(StoreAnswer answer, Instant now) {
    int status = answer.status();
    return switch (status) {
      case 404, 410 -> because(Kind.MISSING, 404, "the store has no such object", status);
      case 401, 403 -> because(Kind.DENIED, 502, "the store refused the signature", status);
      case 429, 503 ->
          new StoreRefusal(
              Kind.PASSING,
              503,
              "the store asks to slow down (%d)".formatted(status),
              answer.retryAfter().flatMap(value -> wait(value, now)));
      case 408, 504 -> because(Kind.PASSING, 504, "the store timed out", status);
      case 500, 502 -> because(Kind.PASSING, 502, "the store failed", status);
      default -> because(Kind.REFUSED, 502, "the store refused the request", status);
    };
  }

  private static StoreRefusal because(Kind kind, int forClient, String reason, int status) {
    return new StoreRefusal(kind, forClient, "%s (%d)".formatted(reason, status), Optional.empty());
  }

  /** The same, with the error code that stood in the answer. */
  public StoreRefusal with(ErrorCode code) {
    boolean misnamed = kind == Kind.MISSING && code.isNoBucket();
    return new StoreRefusal(
        misnamed ? Kind.REFUSED : kind,
        misnamed ? 502 : status,
        reason + ": " + code.text(),
        retryAfter);
  }

  /** Retry-After in seconds or as a date (RFC 9110 §10.2.3), at most an hour. */
  private static Optional<Duration> wait(String value, Instant now) {
    boolean digits = !value.isEmpty() && value.length() <= 9;
    for (int i = 0; i < value.length() && digits; i++) {
      digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    Optional<Duration> wait =
        digits
            ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
            : HttpDate.parse(value, now).map(date -> Duration.between(now, date));
    return wait.filter(time -> !time.isNegative())
        .map(time -> time.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : time);
  }
}
