package dev.handoff.core.disposition;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The name that is meant, without what a name must not have. Still in any script. */
final class CleanName {

  /** What most file systems hold, in octets of UTF-8. */
  static final int LONGEST = 255;

  /** Stands in for a name of which nothing is left. */
  static final String NOTHING = "download";

  /** More is not an extension but a sentence with a dot. */
  private static final int LONGEST_EXTENSION = 32;

  private static final Set<String> DEVICES =
      Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$");

  private CleanName() {}

  static String of(String given, NameRules rules) {
    StringBuilder clean = new StringBuilder();
    lastSegment(given).codePoints().forEach(c -> append(c, rules, clean));
    String name = capped(clean.toString());
    if (rules == NameRules.PORTABLE) {
      // What is put before a device can make the name too long, and a cut can lay a device bare.
      String before;
      do {
        before = name;
        name = capped(portable(before));
      } while (!name.equals(before));
    }
    return name.chars().allMatch(c -> c == '.' || c == ' ') ? NOTHING : name;
  }

  /** A name given as a path means its last part, whichever system the path is from. */
  private static String lastSegment(String given) {
    int end = given.length();
    while (end > 0 && isSeparator(given.charAt(end - 1))) {
      end--;
    }
    int begin = end;
    while (begin > 0 && !isSeparator(given.charAt(begin - 1))) {
      begin--;
    }
    return given.substring(begin, end);
  }

  private static void append(int codePoint, NameRules rules, StringBuilder clean) {
    switch (Character.getType(codePoint)) {
      // Bidirectional controls, zero-width characters, tags: they show "exe.pdf" for "fdp.exe".
      case Character.FORMAT -> {}
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          clean.append('_');
      default -> {
        boolean replaced = rules == NameRules.PORTABLE && "<>:?*|".indexOf(codePoint) >= 0;
        clean.appendCodePoint(replaced ? '_' : codePoint);
      }
    }
  }

  /** What Windows would cut off or take for a device. */
  static String portable(String name) {
    int end = name.length();
    while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
      end--;
    }
    int begin = 0;
    while (begin < end && name.charAt(begin) == ' ') {
      begin++;
    }
    String trimmed = name.substring(begin, end);
    return isDevice(trimmed) ? "_" + trimmed : trimmed;
  }

  /** A device keeps its meaning with any extension: {@code NUL.txt}. */
  private static boolean isDevice(String name) {
    int dot = name.indexOf('.');
    String stem =
        (dot < 0 ? name : name.substring(0, dot)).stripTrailing().toUpperCase(Locale.ROOT);
    return DEVICES.contains(stem)
        || (stem.length() == 4
            && (stem.startsWith("COM") || stem.startsWith("LPT"))
            && "123456789\u00b9\u00b2\u00b3".indexOf(stem.charAt(3)) >= 0);
  }

  /** Cuts the stem, never a character, and keeps the extension. */
  private static String capped(String name) {
    if (octets(name) <= LONGEST) {
      return name;
    }
    String extension = extensionOf(name);
    int room = LONGEST - octets(extension);
    StringBuilder stem = new StringBuilder();
    for (int i = 0; i < name.length(); ) {
      int codePoint = name.codePointAt(i);
      room -= octets(Character.toString(codePoint));
      if (room < 0) {
        break;
      }
      stem.appendCodePoint(codePoint);
      i += Character.charCount(codePoint);
    }
    return stem.append(extension).toString();
  }

  /** The last dot and what follows it; empty when that is no extension. */
  static String extensionOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 || octets(name.substring(dot)) > LONGEST_EXTENSION ? "" : name.substring(dot);
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean isSeparator(char character) {
    return character == '/' || character == '\\';
  }
}
