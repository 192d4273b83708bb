package dev.handoff.core.paths;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A name below a root: one or more segments of raw octets, none of which leads up or out. Only the
 * name of a {@link Folder} may have no segment: the root itself.
 *
 * <p>This is about spelling. It does not protect against symbolic links: whoever opens the name
 * proves that what was opened lies below the root.
 */
public final class RelativeName {

  /** What a path below a root turned out to be. */
  public sealed interface Parsed {}

  /** The name of a file, as far as the spelling tells. */
  public record File(RelativeName name) implements Parsed {}

  /** The path is empty or ends in a slash: it names a folder. */
  public record Folder(RelativeName name) implements Parsed {}

  /** Not a name to look up: 404. The reason is for the log. */
  public record Refused(String reason) implements Parsed {}

  private static final RelativeName ROOT = new RelativeName(Octets.EMPTY, List.of());

  private final Octets octets;
  private final List<Octets> segments;

  private RelativeName(Octets octets, List<Octets> segments) {
    this.octets = octets;
    this.segments = segments;
  }

  /**
   * Reads a decoded path below a root. Empty and {@code .} segments do not count.
   *
   * <p>Refused on every system, so that a name means the same everywhere: {@code ..}, NUL,
   * backslash, and what Windows takes for a drive, a stream, a device, or the same name with a dot
   * behind it.
   */
  public static Parsed parse(Octets decoded) {
    List<Octets> segments = new ArrayList<>();
    int length = -1;
    boolean folder = true;
    for (int begin = 0; begin < decoded.length(); ) {
      int end = decoded.find('/', begin);
      Octets segment = decoded.slice(begin, end);
      folder = end < decoded.length();
      if (segment.is(".")) {
        folder = true;
      } else if (!segment.isEmpty()) {
        String objection = SegmentRules.objectionTo(segment);
        if (objection != null) {
          return new Refused(objection);
        }
        segments.add(segment);
        length += segment.length() + 1;
      }
      begin = end + 1;
    }
    if (segments.isEmpty()) {
      return new Folder(ROOT);
    }
    RelativeName name =
        new RelativeName(joined(decoded, segments, length), Collections.unmodifiableList(segments));
    return folder ? new Folder(name) : new File(name);
  }

  private static Octets joined(Octets decoded, List<Octets> segments, int length) {
    if (length == decoded.length()) {
      return decoded;
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (Octets segment : segments) {
      if (at > 0) {
        joined[at++] = '/';
      }
      segment.copyTo(joined, at);
      at += segment.length();
    }
    return Octets.wrap(joined);
  }

  /** The segments with one slash between two, none at either end. */
  public Octets octets() {
    return octets;
  }

  /** The segments in order. */
  public List<Octets> segments() {
    return segments;
  }

  /** The last segment: the file's own name. Empty for the root. */
  public Octets last() {
    return segments.isEmpty() ? Octets.EMPTY : segments.get(segments.size() - 1);
  }

  /** Whether a segment begins with a dot, a folder on the way included. */
  public boolean hidden() {
    for (Octets segment : segments) {
      if (segment.at(0) == '.') {
        return true;
      }
    }
    return false;
  }

  /**
   * A file in this folder.
   *
   * @throws IllegalArgumentException if {@code file} is not the name of a file
   */
  public RelativeName child(Octets file) {
    if (parse(file) instanceof File named && named.name.segments.size() == 1) {
      return segments.isEmpty() ? named.name : below(named.name.octets);
    }
    throw new IllegalArgumentException("not the name of a file: " + file);
  }

  private RelativeName below(Octets file) {
    List<Octets> all = new ArrayList<>(segments);
    all.add(file);
    int length = octets.length() + 1 + file.length();
    return new RelativeName(joined(Octets.EMPTY, all, length), Collections.unmodifiableList(all));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RelativeName that && octets.equals(that.octets);
  }

  @Override
  public int hashCode() {
    return octets.hashCode();
  }

  /** Escaped for one line of a log. */
  @Override
  public String toString() {
    return octets.toString();
  }
}
