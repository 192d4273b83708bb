package dev.handoff.core.paths;

/**
 * The path of a client's request target, judged before it is routed.
 *
 * <p>Programs disagree about what some paths mean: one resolves {@code ..} before it decodes, the
 * next takes a backslash for a slash, a third cuts {@code ;parameters}. Whoever routes by one
 * reading and forwards to a program with another has no access rules. So a path that is not {@link
 * Plain} comes with two readings, the plainest and the most far-reaching one; a router picks a
 * route for each, and refuses the request when they differ or when the second one is internal.
 *
 * <p>What is forwarded is always {@link Accepted#raw}, never a rebuilt path. Not covered: programs
 * that decode twice, and names on disk (see {@link RelativeName}).
 */
public sealed interface UriPath {

  /** A path that may be routed. */
  sealed interface Accepted extends UriPath {

    /** As the client sent it. */
    Octets raw();

    /** Decoded once, but with the segments of the raw path: encoded slashes stay encoded. */
    Octets forRouting();

    /**
     * The most that a program could make of it: decoded once, backslashes and encoded slashes are
     * slashes, {@code ;parameters} are cut, {@code .} and {@code ..} resolved, slashes merged.
     */
    Octets fullyNormalised();

    /** The raw octets that follow the first {@code segments} segments and their slash. */
    default Octets rawBelow(int segments) {
      return PercentEncoding.rawBelow(raw(), segments);
    }

    /** {@link #rawBelow} decoded once: what {@link RelativeName#parse} reads. */
    default Octets decodedBelow(int segments) {
      return PercentEncoding.decode(rawBelow(segments));
    }
  }

  /** Every program reads it alike; all three forms are the same octets. */
  record Plain(Octets raw) implements Accepted {
    @Override
    public Octets forRouting() {
      return raw;
    }

    @Override
    public Octets fullyNormalised() {
      return raw;
    }
  }

  /** Escapes, dot segments, empty segments, parameters or backslashes: compare both readings. */
  record Normalised(Octets raw, Octets forRouting, Octets fullyNormalised) implements Accepted {}

  /**
   * Not to be routed at all.
   *
   * @param status what the client gets, 400 or 404
   * @param reason for the log, not for the client
   */
  record Refused(int status, String reason) implements UriPath {}

  /** Judges the path in [from, to): everything before the first {@code ?} of a target. */
  static UriPath of(byte[] octets, int from, int to) {
    if (isPlain(octets, from, to)) {
      return new Plain(Octets.copyOf(octets, from, to));
    }
    return new PathReading(Octets.copyOf(octets, from, to)).verdict();
  }

  /**
   * Whether the path in [from, to) is {@link Plain} at first sight: nothing is allocated. False
   * also for some that turn out to be plain later, such as raw UTF-8.
   */
  static boolean isPlain(byte[] octets, int from, int to) {
    if (from >= to || octets[from] != '/') {
      return false;
    }
    boolean segmentBegins = false;
    for (int i = from; i < to; i++) {
      byte octet = octets[i];
      if (!PathReading.meansItself(octet)) {
        return false;
      }
      if (octet == '/') {
        if (segmentBegins) {
          return false;
        }
        segmentBegins = true;
      } else {
        if (segmentBegins && octet == '.' && isDotSegment(octets, i, to)) {
          return false;
        }
        segmentBegins = false;
      }
    }
    return true;
  }

  private static boolean isDotSegment(byte[] octets, int dot, int to) {
    int end = dot + 1 < to && octets[dot + 1] == '.' ? dot + 2 : dot + 1;
    return end == to || octets[end] == '/';
  }
}
