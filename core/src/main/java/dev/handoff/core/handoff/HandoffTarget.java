package dev.handoff.core.handoff;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import java.util.Optional;
import java.util.OptionalInt;

/** What an app's handoff field names. Says nothing about whether the app may name it. */
public sealed interface HandoffTarget {

  /**
   * A URI of the front.
   *
   * @param path decoded exactly once, empty and {@code .} segments removed: what locations are
   *     matched against and what files are named by; begins with a slash, has no {@code ..} and no
   *     NUL
   * @param rawPath the path as the app wrote it
   * @param rawQuery what stood behind the first {@code ?}, untouched
   */
  record InternalUri(Octets path, Octets rawPath, Optional<Octets> rawQuery)
      implements HandoffTarget {

    /** What follows the first {@code segments} segments of {@code path}: the name of a file. */
    public Octets pathBelow(int segments) {
      return Segments.skip(path, segments);
    }

    /**
     * What follows the first {@code segments} segments in the app's own octets, doubled slashes and
     * all: the path at a store.
     */
    public Octets rawBelow(int segments) {
      return PercentEncoding.rawBelow(rawPath, segments);
    }

    /** Where the first octet stands that a remote target cannot carry, path and query counted. */
    public OptionalInt firstIllegalForRemote() {
      OptionalInt inPath = TargetOctets.firstIllegal(rawPath);
      if (inPath.isPresent() || rawQuery.isEmpty()) {
        return inPath;
      }
      OptionalInt inQuery = TargetOctets.firstIllegal(rawQuery.get());
      return inQuery.isPresent()
          ? OptionalInt.of(rawPath.length() + 1 + inQuery.getAsInt())
          : inQuery;
    }
  }

  /**
   * A URL of a web server, without userinfo, its octets legal in a request line.
   *
   * @param octets the whole URL as the app wrote it
   * @param https false when the scheme is plain HTTP
   * @param authority host and port as written; never empty
   * @param target path and query as written; empty when the URL has none
   */
  record AbsoluteUrl(Octets octets, boolean https, Octets authority, Octets target)
      implements HandoffTarget {}

  /** An absolute path on the app's disk, UTF-8 or not; no {@code ..}, no NUL. */
  record FilePath(Octets path) implements HandoffTarget {

    /**
     * What of the path lies below {@code root}, compared by segments; empty when it lies elsewhere
     * or is the root itself.
     */
    public Optional<Octets> below(Octets root) {
      return Segments.below(path, root);
    }
  }

  /**
   * The app's mistake: 502.
   *
   * @param offset where in the value, in octets from 0
   */
  record Broken(String reason, int offset) implements HandoffTarget {}

  /** A path no front delivers: 404, and a line in the log. */
  record Unsafe(String reason) implements HandoffTarget {}

  /** Reads the value of {@code X-Accel-Redirect}. */
  static HandoffTarget parse(Octets value) {
    return RedirectValue.parse(value);
  }

  /**
   * Reads the value of {@code X-Sendfile} or {@code X-LIGHTTPD-send-file}: raw octets, in which a
   * percent sign is a percent sign. A value that is not UTF-8 is taken for Latin-1.
   */
  static HandoffTarget parseSendfile(Octets value) {
    return SendfileValue.parse(value);
  }
}
