package dev.handoff.core.remote;

import dev.handoff.core.paths.Octets;
import java.util.ArrayList;
import java.util.List;

/**
 * Resolves what a Location field says (RFC 9110 §10.2.2, RFC 3986 §5.2), octet for octet: nothing
 * is decoded or encoded. A URL with a host is left as it is; only what is relative loses its dot
 * segments, as the algorithm demands.
 */
public final class Reference {
  private static final Octets SLASH = Octets.utf8("/");

  private Reference() {}

  /**
   * The whole URL that {@code reference} names, without fragment.
   *
   * @param base path and query of the request that was answered
   */
  public static Octets resolve(Origin origin, Octets base, Octets reference) {
    Octets ref = reference.slice(0, reference.find('#', 0));
    if (hasScheme(ref)) {
      return ref;
    }
    if (ref.length() > 1 && ref.at(0) == '/' && ref.at(1) == '/') {
      return Joined.of(Octets.utf8(origin.https() ? "https:" : "http:"), ref);
    }
    Octets basePath = base.slice(0, base.find('?', 0));
    int question = ref.find('?', 0);
    Octets path = ref.slice(0, question);
    Octets query = ref.from(question);
    Octets resolved;
    if (path.isEmpty()) {
      resolved = basePath;
      query = question < ref.length() ? query : base.from(basePath.length());
    } else if (path.at(0) == '/') {
      resolved = withoutDotSegments(path);
    } else {
      resolved = withoutDotSegments(Joined.of(folder(basePath), path));
    }
    return Joined.of(Octets.utf8(origin.toString()), resolved, query);
  }

  /** RFC 3986 §3.1: a letter, then letters, digits, plus, minus and dots, up to a colon. */
  private static boolean hasScheme(Octets ref) {
    for (int i = 0; i < ref.length(); i++) {
      int octet = ref.at(i);
      int lower = octet | 0x20;
      boolean letter = lower >= 'a' && lower <= 'z';
      if (octet == ':') {
        return i > 0;
      }
      if (!letter && (i == 0 || "0123456789+-.".indexOf(octet) < 0)) {
        return false;
      }
    }
    return false;
  }

  /** Up to and with the last slash (§5.2.3). */
  private static Octets folder(Octets path) {
    int end = path.length();
    while (end > 0 && path.at(end - 1) != '/') {
      end--;
    }
    return end == 0 ? SLASH : path.slice(0, end);
  }

  /** RFC 3986 §5.2.4; empty segments count. */
  private static Octets withoutDotSegments(Octets path) {
    List<Octets> kept = new ArrayList<>();
    for (int begin = 1; begin <= path.length(); ) {
      int end = path.find('/', begin);
      Octets segment = path.slice(begin, end);
      boolean last = end == path.length();
      boolean up = segment.is("..");
      if (up && !kept.isEmpty()) {
        kept.remove(kept.size() - 1);
      }
      if (!up && !segment.is(".")) {
        kept.add(segment);
      } else if (last) {
        kept.add(Octets.EMPTY);
      }
      begin = end + 1;
    }
    List<Octets> parts = new ArrayList<>();
    for (Octets segment : kept) {
      parts.add(SLASH);
      parts.add(segment);
    }
    return parts.isEmpty() ? SLASH : Joined.of(parts.toArray(new Octets[0]));
  }
}
