package dev.handoff.core.caching;

import dev.handoff.core.fields.FieldList;
import dev.handoff.core.fields.FieldSyntax;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The Cache-Control of a response, read to know what it forbids (RFC 9111 §5.2.2).
 *
 * <p>Read towards caution: {@code private="x"} counts as private, a freshness that cannot be read
 * as none.
 */
public final class CacheControl {
  private static final long MAX_SECONDS = 1L << 31;

  private final List<Directive> directives;

  private CacheControl(List<Directive> directives) {
    this.directives = directives;
  }

  /** Reads all lines as one list. */
  public static CacheControl parse(List<String> lines) {
    List<Directive> directives = new ArrayList<>();
    for (String member : FieldList.members(lines)) {
      int equals = member.indexOf('=');
      String name = FieldSyntax.trimOws(equals < 0 ? member : member.substring(0, equals));
      // A quote that stays open would swallow what is written behind it.
      Optional<String> argument =
          equals < 0
              ? Optional.empty()
              : Optional.of(member.substring(equals + 1)).filter(FieldList::closesItsQuotes);
      if (FieldSyntax.isToken(name)) {
        directives.add(new Directive(name.toLowerCase(Locale.ROOT), argument));
      }
    }
    return new CacheControl(List.copyOf(directives));
  }

  /** For one user's cache only. */
  public boolean isPrivate() {
    return has("private");
  }

  /** For no cache at all. */
  public boolean isNoStore() {
    return has("no-store");
  }

  /** To be asked about each time. */
  public boolean isNoCache() {
    return has("no-cache");
  }

  /** Compressors and other improvers keep their hands off. */
  public boolean isNoTransform() {
    return has("no-transform");
  }

  /** Whether it invites caches that serve several users. */
  public boolean isShared() {
    return (has("public") || has("s-maxage")) && !isPrivate() && !isNoStore();
  }

  /** The shortest max-age of those given; zero if one cannot be read. */
  public Optional<Duration> maxAge() {
    return directives.stream()
        .filter(directive -> directive.name.equals("max-age"))
        .map(Directive::seconds)
        .min(Duration::compareTo);
  }

  private boolean has(String name) {
    for (Directive directive : directives) {
      if (directive.name.equals(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The same, private and without what invites shared caches. One that does not say for how long is
   * no reason to stop asking.
   */
  String confined() {
    if (maxAge().isEmpty() && !isNoStore()) {
      return CachePolicy.PROTECTED;
    }
    StringBuilder out = new StringBuilder(isNoStore() || isPrivate() ? "" : "private");
    for (Directive directive : directives) {
      if (!directive.name.equals("public") && !directive.name.equals("s-maxage")) {
        out.append(out.isEmpty() ? "" : ", ").append(directive);
      }
    }
    return out.toString();
  }

  private record Directive(String name, Optional<String> argument) {
    /** {@code delta-seconds}, also in quotes; capped where RFC 9111 §1.2.2 caps it. */
    Duration seconds() {
      String digits = argument.orElse("").replace("\"", "");
      long seconds = 0;
      for (int i = 0; i < digits.length(); i++) {
        char c = digits.charAt(i);
        if (c < '0' || c > '9') {
          return Duration.ZERO;
        }
        seconds = Math.min(seconds * 10 + (c - '0'), MAX_SECONDS);
      }
      return Duration.ofSeconds(seconds);
    }

    @Override
    public String toString() {
      return argument.map(value -> name + '=' + value).orElse(name);
    }
  }
}
