package dev.handoff.core.handoff;

import dev.handoff.core.paths.Octets;
import java.util.Optional;

/** Decoded absolute paths, segment by segment. */
final class Segments {

  private Segments() {}

  /** Whether a segment is {@code ..}, with a backslash taken for a slash. */
  static boolean hasDotDot(Octets path) {
    int begin = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.at(i) == '/' || path.at(i) == '\\') {
        if (i - begin == 2 && path.at(begin) == '.' && path.at(begin + 1) == '.') {
          return true;
        }
        begin = i + 1;
      }
    }
    return false;
  }

  /** Removes empty and {@code .} segments of a path that begins with a slash. */
  static Octets normalise(Octets path) {
    byte[] kept = new byte[path.length()];
    int length = 0;
    boolean endsInSlash = true;
    for (int begin = 1; begin <= path.length(); ) {
      int end = path.find('/', begin);
      Octets segment = path.slice(begin, end);
      endsInSlash = segment.isEmpty() || segment.is(".");
      if (!endsInSlash) {
        kept[length++] = '/';
        segment.copyTo(kept, length);
        length += segment.length();
      }
      begin = end + 1;
    }
    if (endsInSlash) {
      kept[length++] = '/';
    }
    return length == path.length() ? path : Octets.wrap(kept).slice(0, length);
  }

  /** What follows the first {@code segments} segments of a normalised path and their slash. */
  static Octets skip(Octets path, int segments) {
    int begin = 1;
    for (int i = 0; i < segments && begin < path.length(); i++) {
      begin = path.find('/', begin) + 1;
    }
    return begin < path.length() ? path.from(begin) : Octets.EMPTY;
  }

  /**
   * What of {@code path} lies below {@code root}; a final slash of the root makes no difference.
   */
  static Optional<Octets> below(Octets path, Octets root) {
    Octets folder = normalise(root);
    if (folder.at(folder.length() - 1) == '/') {
      folder = folder.slice(0, folder.length() - 1);
    }
    Octets file = normalise(path);
    boolean inside =
        file.startsWith(folder)
            && file.length() > folder.length() + 1
            && file.at(folder.length()) == '/';
    return inside ? Optional.of(file.from(folder.length() + 1)) : Optional.empty();
  }
}
