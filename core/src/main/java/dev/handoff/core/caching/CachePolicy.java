package dev.handoff.core.caching;

import dev.handoff.core.fields.Field;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Values of Cache-Control that we choose ourselves: private unless somebody says otherwise. */
public final class CachePolicy {
  /** A protected file: kept by its user's cache, checked each time; the check is a cheap 304. */
  public static final String PROTECTED = "private, no-cache";

  /** Errors and secrets: kept by nobody. */
  public static final String NO_STORE = "no-store";

  /** A URL whose bytes never change, such as one with a hash in its name (RFC 8246). */
  public static final String VERSIONED = "private, max-age=31536000, immutable";

  /** Goes with signed URLs, which grant what they name to whoever reads them. */
  public static final Field NO_REFERRER = new Field("Referrer-Policy", "no-referrer");

  private CachePolicy() {}

  /**
   * The one Cache-Control after a handoff. What the app says stands as it is, because the app
   * decides who may have the file. Without a word of the app the location's value stands; a store's
   * is taken without its invitation to shared caches, for the store does not know who was let in.
   *
   * @param app lines of the app's answer
   * @param location configured value
   * @param store lines of the store's answer, for a file that comes from one
   */
  public static String afterHandoff(
      List<String> app, Optional<String> location, List<String> store) {
    if (!app.isEmpty()) {
      return String.join(", ", app);
    }
    return location.orElseGet(
        () -> store.isEmpty() ? PROTECTED : CacheControl.parse(store).confined());
  }

  /**
   * Private, and fresh for that long. No Expires is needed beside it.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public static String privateFor(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("max-age is not negative: " + time);
    }
    return "private, max-age=" + time.toSeconds();
  }

  /**
   * For a file that a signed URL permits: asked for anew each time, so that nothing is shown once
   * the URL has expired, whatever a store says of its objects.
   *
   * @param store lines of the store's answer, for a file that comes from one
   */
  public static String bySignedUrl(List<String> store) {
    return CacheControl.parse(store).isNoStore() ? NO_STORE : PROTECTED;
  }

  /**
   * For a URL that stops being valid: never fresh for longer than it lives.
   *
   * @param wanted how long it would be fresh otherwise
   * @param remaining life; if none is left, nothing is kept
   */
  public static String untilExpiry(Duration wanted, Duration remaining) {
    if (remaining.isNegative() || remaining.isZero()) {
      return NO_STORE;
    }
    return privateFor(wanted.compareTo(remaining) < 0 ? wanted : remaining);
  }
}
