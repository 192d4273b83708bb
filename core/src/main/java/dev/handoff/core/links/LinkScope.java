package dev.handoff.core.links;

import dev.handoff.core.paths.Octets;

/**
 * The path or paths a link is good for.
 *
 * <p>Paths are compared in one form: decoded once and encoded again with nothing but unreserved
 * characters left bare (RFC 3986 §6.2.2), so that a browser may spell them as it likes. A path that
 * programs read differently has no such form and no link: empty, {@code .} and {@code ..} segments,
 * also in front of a {@code ;}, backslashes, encoded slashes and controls.
 */
public sealed interface LinkScope {

  /** One path, with exactly this query. */
  record File(String path, String query) implements LinkScope {
    public File {
      CanonicalPath.require(path, false);
      if (!LinkQuery.isLegal(query)) {
        throw new IllegalArgumentException("not a query as it stands in a URL: " + query);
      }
    }
  }

  /** Everything below a path that ends in a slash, with any query. */
  record Folder(String path) implements LinkScope {
    public Folder {
      CanonicalPath.require(path, true);
    }
  }

  /**
   * One file.
   *
   * @param rawPath as it stands in a URL, with leading slash
   * @throws IllegalArgumentException if programs read it differently; the message says where
   */
  static LinkScope file(String rawPath) {
    return new File(CanonicalPath.of(Octets.utf8(rawPath)), "");
  }

  /**
   * One path with one query.
   *
   * @param rawQuery what stands behind the question mark, without the link itself
   * @throws IllegalArgumentException as for {@link #file}
   */
  static LinkScope file(String rawPath, String rawQuery) {
    return new File(CanonicalPath.of(Octets.utf8(rawPath)), rawQuery);
  }

  /**
   * A folder.
   *
   * @param rawPath with leading and trailing slash
   * @throws IllegalArgumentException as for {@link #file}
   */
  static LinkScope folder(String rawPath) {
    return new Folder(CanonicalPath.of(Octets.utf8(rawPath)));
  }

  /** The signed path. */
  String path();
}
