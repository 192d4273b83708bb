package dev.handoff.core.handoff;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which folders on disk a front serves under which URI: {@code /srv/files/=/_files/}. Asked in
 * order; the first entry a file lies below wins. Immutable.
 */
public final class RedirectMap {

  /**
   * One folder and its URI, both decoded, with a slash at either end.
   *
   * @param prefix the folder
   * @param base what the front calls it
   */
  public record Entry(Octets prefix, Octets base) {
    public Entry {
      requireFolder(prefix);
      requireFolder(base);
    }

    private static void requireFolder(Octets path) {
      Optional<String> objection = MapReader.objectionTo(path);
      if (objection.isPresent() || path.at(path.length() - 1) != '/') {
        throw new IllegalArgumentException(
            path + ": " + objection.orElse("a final slash is missing"));
      }
    }
  }

  /** Why a text is no map; tells where. */
  public static final class Unusable extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int entry;
    private final int offset;

    Unusable(int entry, int offset, String reason) {
      super("redirect map, entry " + entry + ", offset " + offset + ": " + reason);
      this.entry = entry;
      this.offset = offset;
    }

    /** Which entry, counted from 1. */
    public int entry() {
      return entry;
    }

    /** Where in the whole text, in characters counted from 0. */
    public int offset() {
      return offset;
    }
  }

  /**
   * A map in the form of {@code X-Accel-Mapping}.
   *
   * @param value printable ASCII; empty when nothing can be said
   * @param leftOut what the form cannot carry; worth a warning
   */
  public record AccelMapping(String value, List<Entry> leftOut) {
    public AccelMapping {
      leftOut = List.copyOf(leftOut);
    }
  }

  private final List<Entry> entries;

  private RedirectMap(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * A map of these entries, asked in this order.
   *
   * @throws IllegalArgumentException if two have the same prefix
   */
  public static RedirectMap of(List<Entry> entries) {
    Set<Octets> prefixes = new HashSet<>();
    for (Entry entry : entries) {
      if (!prefixes.add(entry.prefix)) {
        throw new IllegalArgumentException("two entries for " + entry.prefix);
      }
    }
    return new RedirectMap(List.copyOf(entries));
  }

  /**
   * Reads {@code entry *("," entry)} with {@code entry = prefix ["=" base]}; a prefix alone maps to
   * itself. Both sides are percent-decoded once as UTF-8. A blank text is a map without entries.
   *
   * @throws Unusable if any entry is wrong
   */
  public static RedirectMap parse(String text) {
    return new RedirectMap(List.copyOf(MapReader.read(text)));
  }

  /** The entries in order. */
  public List<Entry> entries() {
    return entries;
  }

  /**
   * The URI of a file, percent-encoded once; empty when no entry applies, and for a path that is
   * not absolute, has a {@code ..} segment or a NUL.
   */
  public Optional<String> map(Octets file) {
    if (file.isEmpty()
        || file.at(0) != '/'
        || Segments.hasDotDot(file)
        || file.find('\0', 0) < file.length()) {
      return Optional.empty();
    }
    Octets path = Segments.normalise(file);
    for (Entry entry : entries) {
      if (path.startsWith(entry.prefix) && path.length() > entry.prefix.length()) {
        return Optional.of(
            PercentEncoding.encodePath(entry.base)
                + PercentEncoding.encodePath(path.from(entry.prefix.length())));
      }
    }
    return Optional.empty();
  }

  /** The value of {@code X-Redirect-Map}: printable ASCII that {@link #parse} reads back. */
  public String toAscii() {
    return entries.stream()
        .map(entry ->
            PercentEncoding.encodePath(entry.prefix) + "=" + PercentEncoding.encodePath(entry.base))
        .collect(Collectors.joining(","));
  }

  /**
   * The value of {@code X-Accel-Mapping}, whose readers split at commas and equals signs and decode
   * nothing.
   */
  public AccelMapping toAccelMapping() {
    List<Entry> leftOut = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    for (Entry entry : entries) {
      if (isPlain(entry.prefix) && isPlain(entry.base)) {
        value.append(value.isEmpty() ? "" : ",");
        value.append(entry.prefix.toUtf8Text()).append('=').append(entry.base.toUtf8Text());
      } else {
        leftOut.add(entry);
      }
    }
    return new AccelMapping(value.toString(), leftOut);
  }

  private static boolean isPlain(Octets path) {
    for (int i = 0; i < path.length(); i++) {
      int octet = path.at(i);
      if (octet < 0x20 || octet > 0x7e || octet == ',' || octet == '=') {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RedirectMap that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return toAscii();
  }
}
