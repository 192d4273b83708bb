package dev.handoff.core.handoff;

import dev.handoff.core.handoff.HandoffTarget.AbsoluteUrl;
import dev.handoff.core.handoff.HandoffTarget.Broken;
import dev.handoff.core.handoff.HandoffTarget.InternalUri;
import dev.handoff.core.handoff.HandoffTarget.Unsafe;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code X-Accel-Redirect}. */
final class RedirectValue {

  private RedirectValue() {}

  static HandoffTarget parse(Octets value) {
    if (value.isEmpty()) {
      return new Broken("the value is empty", 0);
    }
    OptionalInt control = TargetOctets.firstControl(value);
    if (control.isPresent()) {
      return new Broken("a control character", control.getAsInt());
    }
    if (value.find('\0', 0) < value.length()) {
      return new Unsafe("NUL in the value");
    }
    return switch (value.at(0)) {
      case '/' -> internal(value);
      case '?' -> new Unsafe("a query without a path");
      case '@' -> new Broken("named locations do not exist here", 0);
      default -> absolute(value);
    };
  }

  private static HandoffTarget internal(Octets value) {
    int question = value.find('?', 0);
    Octets rawPath = value.slice(0, question);
    OptionalInt malformed = PercentEncoding.firstMalformed(rawPath);
    if (malformed.isPresent()) {
      return malformed(malformed.getAsInt());
    }
    Octets path = PercentEncoding.decode(rawPath);
    if (path.find('\0', 0) < path.length()) {
      return new Unsafe("NUL in the path");
    }
    // Before decoding too: "%2e%2e" and ".." are the same, and so is what stands between "%2f"s.
    if (Segments.hasDotDot(path)) {
      return new Unsafe("a .. segment");
    }
    Optional<Octets> query =
        question < value.length() ? Optional.of(value.from(question + 1)) : Optional.empty();
    return new InternalUri(Segments.normalise(path), rawPath, query);
  }

  private static HandoffTarget absolute(Octets value) {
    int authorityBegins;
    boolean https = hasScheme(value, "https://");
    if (https) {
      authorityBegins = "https://".length();
    } else if (hasScheme(value, "http://")) {
      authorityBegins = "http://".length();
    } else {
      return new Broken("neither a path that begins with a slash nor an http(s) URL", 0);
    }
    OptionalInt illegal = TargetOctets.firstIllegal(value);
    if (illegal.isPresent()) {
      return new Broken("an octet that a URL cannot carry", illegal.getAsInt());
    }
    int end = Math.min(value.find('/', authorityBegins), value.find('?', authorityBegins));
    OptionalInt notHost = firstOutsideOfHost(value, authorityBegins, end);
    if (notHost.isPresent()) {
      return new Broken("a host and a port are expected", notHost.getAsInt());
    }
    int question = value.find('?', end);
    Octets rawPath = value.slice(end, question);
    OptionalInt malformed = PercentEncoding.firstMalformed(rawPath);
    if (malformed.isPresent()) {
      return malformed(end + malformed.getAsInt());
    }
    Octets path = PercentEncoding.decode(rawPath);
    if (Segments.hasDotDot(path) || path.find('\0', 0) < path.length()) {
      return new Unsafe("a .. segment or NUL in the URL's path");
    }
    return new AbsoluteUrl(value, https, value.slice(authorityBegins, end), value.from(end));
  }

  private static Broken malformed(int offset) {
    return new Broken("malformed escape; a literal percent sign is written %25", offset);
  }

  private static boolean hasScheme(Octets value, String scheme) {
    if (value.length() < scheme.length()) {
      return false;
    }
    for (int i = 0; i < scheme.length(); i++) {
      int octet = value.at(i);
      if ((octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet) != scheme.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Userinfo is refused with the rest: an at sign stands in no host. */
  private static OptionalInt firstOutsideOfHost(Octets value, int from, int to) {
    for (int i = from; i < to; i++) {
      int octet = value.at(i);
      int lower = octet | 0x20;
      boolean allowed =
          (lower >= 'a' && lower <= 'z')
              || (octet >= '0' && octet <= '9')
              || "-._:[]".indexOf(octet) >= 0;
      if (!allowed) {
        return OptionalInt.of(i);
      }
    }
    return from == to ? OptionalInt.of(from) : OptionalInt.empty();
  }
}
