package dev.handoff.core.handoff;

import dev.handoff.core.handoff.RedirectMap.Entry;
import dev.handoff.core.handoff.RedirectMap.Unusable;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the text of a {@link RedirectMap}. */
final class MapReader {

  private final String text;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Octets, Integer> numberOf = new HashMap<>();

  private MapReader(String text) {
    this.text = text;
  }

  static List<Entry> read(String text) {
    return text.isBlank() ? List.of() : new MapReader(text).entries();
  }

  private List<Entry> entries() {
    for (int begin = 0; begin <= text.length(); ) {
      int comma = text.indexOf(',', begin);
      int end = comma < 0 ? text.length() : comma;
      entry(begin, end);
      begin = end + 1;
    }
    return entries;
  }

  private void entry(int from, int to) {
    int begin = from;
    int end = to;
    while (begin < end && isSpace(text.charAt(begin))) {
      begin++;
    }
    while (end > begin && isSpace(text.charAt(end - 1))) {
      end--;
    }
    if (begin == end) {
      throw unusable(from, "the entry is empty");
    }
    int equals = text.indexOf('=', begin);
    boolean alone = equals < 0 || equals >= end;
    int second = alone ? -1 : text.indexOf('=', equals + 1);
    if (second >= 0 && second < end) {
      throw unusable(second, "a second equals sign; in a path it is written %3D");
    }
    Octets prefix = folder(begin, alone ? end : equals);
    Octets base = alone ? prefix : folder(equals + 1, end);
    Integer earlier = numberOf.putIfAbsent(prefix, entries.size() + 1);
    if (earlier != null) {
      throw unusable(begin, "the prefix is that of entry " + earlier);
    }
    entries.add(new Entry(prefix, base));
  }

  /** One side of an entry: decoded, absolute, with a final slash. */
  private Octets folder(int begin, int end) {
    String encoded = text.substring(begin, end);
    Octets octets = Octets.utf8(encoded);
    OptionalInt malformed = PercentEncoding.firstMalformed(octets);
    if (malformed.isPresent()) {
      int offset = begin + charsBefore(octets, malformed.getAsInt());
      throw unusable(offset, "a malformed escape; a percent sign in a path is written %25");
    }
    Octets path = PercentEncoding.decode(octets);
    Optional<String> objection = objectionTo(path);
    if (objection.isPresent()) {
      throw unusable(begin, objection.get());
    }
    if (!path.isUtf8() || hasLoneSurrogate(encoded)) {
      throw unusable(begin, "the path is not UTF-8");
    }
    return path.at(path.length() - 1) == '/' ? path : withSlash(path);
  }

  /** Why a decoded path is not fit for either side of an entry. */
  static Optional<String> objectionTo(Octets path) {
    if (path.isEmpty() || path.at(0) != '/') {
      return Optional.of("the path does not begin with a slash");
    }
    if (Segments.hasDotDot(path)) {
      return Optional.of("the path has a .. segment");
    }
    Octets normal = Segments.normalise(path);
    if (!normal.equals(path)) {
      return Optional.of("the path has an empty or a . segment");
    }
    for (int i = 0; i < path.length(); i++) {
      if (path.at(i) < 0x20 || path.at(i) == 0x7f) {
        return Optional.of("the path has a control character");
      }
    }
    return Optional.empty();
  }

  private static Octets withSlash(Octets path) {
    byte[] longer = new byte[path.length() + 1];
    path.copyTo(longer, 0);
    longer[path.length()] = '/';
    return Octets.wrap(longer);
  }

  private static int charsBefore(Octets octets, int index) {
    return octets.slice(0, index).toUtf8Text().length();
  }

  private static boolean hasLoneSurrogate(String encoded) {
    return encoded.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  private static boolean isSpace(char character) {
    return character == ' ' || character == '\t';
  }

  private Unusable unusable(int offset, String reason) {
    return new Unusable(entries.size() + 1, offset, reason);
  }
}
