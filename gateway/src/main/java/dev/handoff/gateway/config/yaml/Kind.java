package dev.handoff.gateway.config.yaml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One kind of value: how it is named in the documentation, read from text and shown again.
 *
 * @param name as the documentation calls it, with its bounds
 * @param parse from the text in the file
 * @param show the same value in the file's notation; what {@code parse} reads back
 */
record Kind<T>(String name, Function<String, Parsed<T>> parse, Function<T, String> show) {

  static final Kind<Boolean> YES_NO =
      choice(List.of(Map.entry("true", true), Map.entry("false", false)));

  /** A number without unit, both bounds inclusive. */
  static Kind<Integer> number(int least, int most) {
    return new Kind<>(
        "number, " + least + " to " + most,
        text -> {
          if (!text.matches("[0-9]{1,9}")) {
            return Parsed.bad(Quoted.of(text) + " is not a number.", "");
          }
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            return Parsed.bad(
                text + " is out of bounds.", "Write a number from " + least + " to " + most + ".");
          }
          return Parsed.good(number);
        },
        String::valueOf);
  }

  /** One of a few words, the usual one first. */
  static <T> Kind<T> choice(List<Map.Entry<String, T>> words) {
    List<String> names = words.stream().map(Map.Entry::getKey).toList();
    Map<String, T> values = new HashMap<>();
    words.forEach(word -> values.put(word.getKey(), word.getValue()));
    String all = enumerated(names);
    return new Kind<>(
        enumerated(names.stream().map(word -> "`" + word + "`").toList()),
        text -> {
          T value = values.get(text);
          if (value != null) {
            return Parsed.good(value);
          }
          String fix =
              Nearest.to(text, names)
                  .map(word -> "Did you mean " + word + "?")
                  .orElse("Write " + all + ".");
          return Parsed.bad(Quoted.of(text) + " is not " + all + ".", fix);
        },
        value ->
            names.stream()
                .filter(word -> value.equals(values.get(word)))
                .findFirst()
                .orElseThrow());
  }

  /** "a, b or c". */
  private static String enumerated(List<String> words) {
    String last = words.getLast();
    return words.size() == 1
        ? last
        : String.join(", ", words.subList(0, words.size() - 1)) + " or " + last;
  }
}
