package dev.handoff.testkit.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Presigned URLs in the form of S3's. The sum is one of our own, since only this store checks it;
 * what it covers is the same: method, path, the whole query, and when it ends.
 */
final class Signature {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern SIGNED =
      Pattern.compile(
          "(.*X-Amz-Date=([0-9TZ]+)&X-Amz-Expires=([0-9]{1,7}))&X-Amz-Signature=([0-9a-f]{64})");

  private final byte[] secret = new byte[32];

  Signature() {
    new SecureRandom().nextBytes(secret);
  }

  /** The query of a URL that may be got. */
  String sign(String path, Instant now, Duration lasting) {
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date="
            + DATE.format(now)
            + "&X-Amz-Expires="
            + lasting.toSeconds();
    return query + "&X-Amz-Signature=" + sum("GET", path, query);
  }

  /** Why a request may not; empty if it may. */
  Optional<String> objectionTo(String method, String path, Optional<String> query, Instant now) {
    Matcher signed = SIGNED.matcher(query.orElse(""));
    if (!signed.matches()) {
      return Optional.of("AccessDenied");
    }
    if (!sum(method, path, signed.group(1)).equals(signed.group(4))) {
      return Optional.of("SignatureDoesNotMatch");
    }
    try {
      Instant begin = DATE.parse(signed.group(2), Instant::from);
      boolean over = now.isAfter(begin.plusSeconds(Long.parseLong(signed.group(3))));
      return over ? Optional.of("AccessDenied: Request has expired") : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.of("AuthorizationQueryParametersError");
    }
  }

  private String sum(String method, String path, String query) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String text = method + '\n' + path + '\n' + query;
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
