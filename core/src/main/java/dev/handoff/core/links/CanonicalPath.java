package dev.handoff.core.links;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import java.util.OptionalInt;

/** The one spelling of a path that is signed. */
final class CanonicalPath {
  private CanonicalPath() {}

  /**
   * @throws IllegalArgumentException if the path has no such spelling
   */
  static String of(Octets raw) {
    if (raw.isEmpty() || raw.at(0) != '/') {
      throw new IllegalArgumentException("the path does not begin with a slash: " + raw);
    }
    OptionalInt malformed = PercentEncoding.firstMalformed(raw);
    if (malformed.isPresent()) {
      throw new IllegalArgumentException(
          "malformed escape at offset " + malformed.getAsInt() + " of " + raw);
    }
    int begin = 1;
    while (begin <= raw.length()) {
      int end = raw.find('/', begin);
      boolean last = end == raw.length();
      if (!(last && begin == end)) {
        requirePlain(PercentEncoding.decode(raw.slice(begin, end)), raw);
      }
      begin = end + 1;
    }
    return PercentEncoding.encodePath(PercentEncoding.decode(raw));
  }

  /** For a path that comes out of a constructor. */
  static void require(String canonical, boolean folder) {
    if (!of(Octets.utf8(canonical)).equals(canonical)) {
      throw new IllegalArgumentException("not in canonical form: " + canonical);
    }
    if (folder && !canonical.endsWith("/")) {
      throw new IllegalArgumentException("a folder ends with a slash: " + canonical);
    }
  }

  private static void requirePlain(Octets segment, Octets path) {
    Octets name = segment.slice(0, segment.find(';', 0));
    if (name.isEmpty() || name.is(".") || name.is("..")) {
      throw new IllegalArgumentException("an empty or dot segment in " + path);
    }
    for (int i = 0; i < segment.length(); i++) {
      int octet = segment.at(i);
      if (octet == '/' || octet == '\\' || octet < 0x20 || octet == 0x7F) {
        throw new IllegalArgumentException(
            "a slash, backslash or control inside a segment of " + path);
      }
    }
  }
}
