package dev.handoff.core.disposition;

import java.text.Normalizer;
import java.util.Map;

/** The {@code filename} parameter: the nearest ASCII to a clean name. */
final class AsciiFallback {

  private static final int LONGEST = 150;

  /** Letters that do not come apart into an ASCII letter and a mark. */
  private static final Map<Integer, String> LETTERS =
      Map.ofEntries(
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'ẞ', "SS"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'Æ', "AE"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'Œ', "OE"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'Ø', "O"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'Ł', "L"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'Đ', "D"),
          Map.entry((int) 'ð', "d"),
          Map.entry((int) 'Ð', "D"),
          Map.entry((int) 'þ', "th"),
          Map.entry((int) 'Þ', "Th"),
          Map.entry((int) 'ħ', "h"),
          Map.entry((int) 'Ħ', "H"),
          Map.entry((int) 'ŧ', "t"),
          Map.entry((int) 'Ŧ', "T"),
          Map.entry((int) 'ŋ', "n"),
          Map.entry((int) 'Ŋ', "N"),
          Map.entry((int) 'ı', "i"),
          Map.entry((int) 'ə', "e"),
          Map.entry((int) 'Ə', "E"),
          Map.entry((int) '‐', "-"),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "-"),
          Map.entry((int) '−', "-"),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '’', "'"));

  private AsciiFallback() {}

  static String of(String clean, NameRules rules) {
    StringBuilder ascii = new StringBuilder(clean.length());
    clean.codePoints().forEach(c -> append(c, rules, ascii));
    String name = withoutEscapes(ascii);
    // Full-width letters come out as ASCII: "ＮＵＬ" is a device only now.
    if (rules == NameRules.PORTABLE) {
      name = CleanName.portable(name);
    }
    String extension = CleanName.extensionOf(name);
    String stem = name.substring(0, name.length() - extension.length());
    boolean changed = !name.equals(clean);
    if (stem.isEmpty() || (changed && saysNothing(stem))) {
      stem = CleanName.NOTHING;
    } else if (stem.startsWith(".")) {
      // Browsers drop a dot in front, and what they keep is another name: ".tar.gz" is no "tar.gz".
      stem = CleanName.NOTHING + stem;
    }
    if (changed && saysNothing(extension)) {
      extension = "";
    }
    int room = LONGEST - extension.length();
    return (stem.length() > room ? stem.substring(0, room) : stem) + extension;
  }

  private static void append(int codePoint, NameRules rules, StringBuilder ascii) {
    if (codePoint < 0x80) {
      ascii.append(safe((char) codePoint, rules));
      return;
    }
    StringBuilder letters = new StringBuilder();
    boolean lost = false;
    String apart = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD);
    for (int i = 0; i < apart.length(); ) {
      int part = apart.codePointAt(i);
      i += Character.charCount(part);
      if (part < 0x80) {
        letters.append(safe((char) part, rules));
      } else if (LETTERS.containsKey(part)) {
        letters.append(LETTERS.get(part));
      } else if (Character.getType(part) != Character.NON_SPACING_MARK) {
        letters.append('_');
        lost = true;
      }
    }
    // One character is lost once, however many parts it came apart into; a mark is not lost at all.
    ascii.append(lost && letters.chars().allMatch(c -> c == '_') ? "_" : letters);
  }

  /** Quotes and backslashes are legal when escaped, but browsers disagree about them. */
  private static char safe(char character, NameRules rules) {
    boolean unsafe =
        character < ' '
            || character == 0x7f
            || "\"\\/".indexOf(character) >= 0
            || (rules == NameRules.PORTABLE && "<>:?*|".indexOf(character) >= 0);
    return unsafe ? '_' : character;
  }

  /** Some browsers decode escapes in the plain parameter: {@code %41} must not be one. */
  private static String withoutEscapes(StringBuilder ascii) {
    for (int i = 0; i + 2 < ascii.length(); i++) {
      if (ascii.charAt(i) == '%'
          && Character.digit(ascii.charAt(i + 1), 16) >= 0
          && Character.digit(ascii.charAt(i + 2), 16) >= 0) {
        ascii.setCharAt(i, '_');
      }
    }
    return ascii.toString();
  }

  /** Nothing but what stands in for characters that were lost. */
  private static boolean saysNothing(String stem) {
    return stem.chars().allMatch(c -> c == '_' || c == '.' || c == ' ' || c == '-');
  }
}
