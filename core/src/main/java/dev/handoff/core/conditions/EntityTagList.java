package dev.handoff.core.conditions;

import dev.handoff.core.fields.FieldSyntax;
import dev.handoff.core.validators.EntityTag;
import java.util.List;
import java.util.Optional;

/**
 * {@code "*" / #entity-tag} as If-Match and If-None-Match have it (RFC 9110 §13.1.1), read without
 * building a list: tags may hold commas, several lines are one list, empty members are skipped.
 */
final class EntityTagList {
  private final EntityTag current;
  private final boolean strong;
  private boolean found;

  private EntityTagList(EntityTag current, boolean strong) {
    this.current = current;
    this.strong = strong;
  }

  /**
   * Whether the field matches a representation that exists.
   *
   * @param current its tag; without one only {@code *} matches
   * @param strong compare strongly (If-Match) or weakly (If-None-Match)
   * @return false also if any line is malformed: a field that cannot be read matches nothing
   */
  static boolean matches(List<String> lines, Optional<EntityTag> current, boolean strong) {
    if (lines.size() == 1 && FieldSyntax.trimOws(lines.get(0)).equals("*")) {
      return true;
    }
    if (current.isEmpty()) {
      return false;
    }
    EntityTagList list = new EntityTagList(current.get(), strong);
    for (String line : lines) {
      if (!list.read(line)) {
        return false;
      }
    }
    return list.found;
  }

  /** Reads one line; false if it is malformed. */
  private boolean read(String line) {
    int at = 0;
    while (true) {
      at = skipOws(line, at);
      if (at == line.length()) {
        return true;
      }
      if (line.charAt(at) != ',') {
        at = readTag(line, at);
        if (at < 0) {
          return false;
        }
        at = skipOws(line, at);
        if (at == line.length()) {
          return true;
        }
        if (line.charAt(at) != ',') {
          return false;
        }
      }
      at++;
    }
  }

  /** Compares the tag that begins at start; the index behind it, or -1 if there is none. */
  private int readTag(String line, int start) {
    boolean weak = line.startsWith("W/", start);
    int quote = weak ? start + 2 : start;
    if (quote >= line.length() || line.charAt(quote) != '"') {
      return -1;
    }
    int end = quote + 1;
    while (end < line.length() && EntityTag.isTagChar(line.charAt(end))) {
      end++;
    }
    if (end == line.length() || line.charAt(end) != '"') {
      return -1;
    }
    String opaque = current.opaque();
    found |=
        !(strong && (weak || current.weak()))
            && end - quote - 1 == opaque.length()
            && line.startsWith(opaque, quote + 1);
    return end + 1;
  }

  private static int skipOws(String line, int from) {
    int at = from;
    while (at < line.length() && FieldSyntax.isOws(line.charAt(at))) {
      at++;
    }
    return at;
  }
}
