package dev.handoff.gateway.config.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Which known name was probably meant. */
final class Nearest {
  /** Longer names are no typing mistakes, and comparing them would only cost time. */
  private static final int LONGEST = 64;

  private Nearest() {}

  /** The candidate with the fewest changes, when they are few for the length of the word. */
  static Optional<String> to(String word, Collection<String> candidates) {
    if (word.isEmpty() || word.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = folded(word);
    int fewest = Math.max(2, wanted.length() / 3) + 1;
    Optional<String> best = Optional.empty();
    for (String candidate : candidates) {
      int changes = distance(wanted, folded(candidate));
      if (changes < fewest && changes < candidate.length()) {
        fewest = changes;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /** Case and the choice between {@code -} and {@code _} are no difference. */
  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Insertions, deletions, replacements and swaps of neighbours. */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
