package dev.handoff.gateway.config.yaml;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long caches may keep public files: a time ({@code 1h}), a time with {@code immutable}, or a
 * Cache-Control value written out (RFC 9111 §5.2).
 */
final class CacheControls {
  static final Kind<Optional<String>> KIND =
      new Kind<>(
          "time, time `immutable`, Cache-Control value, or `off`",
          CacheControls::parse,
          value -> value.orElse("off"));

  private static final Pattern LIFETIME = Pattern.compile("([0-9]+ ?[a-z]+)( immutable)?");
  private static final Pattern DIRECTIVES;

  static {
    String token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    String directive = token + "(=(" + token + "|\"[^\"\\\\\\p{Cntrl}]*\"))?";
    DIRECTIVES = Pattern.compile(directive + "( *, *" + directive + ")*");
  }

  private CacheControls() {}

  private static Parsed<Optional<String>> parse(String text) {
    if (text.equals("off")) {
      return Parsed.good(Optional.empty());
    }
    Matcher lifetime = LIFETIME.matcher(text);
    if (lifetime.matches()) {
      String immutable = lifetime.group(2) == null ? "" : ", immutable";
      return Times.parse(lifetime.group(1))
          .map(time -> Optional.of("max-age=" + seconds(time) + immutable));
    }
    boolean startsWithDigit = !text.isEmpty() && Character.isDigit(text.charAt(0));
    if (text.length() > 200 || startsWithDigit || !DIRECTIVES.matcher(text).matches()) {
      return Parsed.bad(
          Quoted.of(text) + " is neither a time nor a Cache-Control value.",
          "Write 1h, 1y immutable, off, or directives such as `no-store`.");
    }
    if (text.toLowerCase(Locale.ROOT).equals("immutable")) {
      return Parsed.bad("`immutable` needs a time to hold for.", "Write 1y immutable.");
    }
    return Parsed.good(Optional.of(text));
  }

  private static long seconds(Duration time) {
    return time.toSeconds();
  }
}
