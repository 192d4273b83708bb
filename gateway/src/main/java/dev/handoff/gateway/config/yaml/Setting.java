package dev.handoff.gateway.config.yaml;

import java.util.List;

/**
 * One effective value and where it comes from, for {@code config show}. Secrets appear as the
 * reference ({@code env:}, {@code file:}) that the file holds.
 *
 * @param key full name, with the app's name or the location's prefix in it
 */
public record Setting(String key, Value value, Origin origin) {

  /** In the notation of the file. */
  public sealed interface Value {
    record One(String text) implements Value {}

    record Many(List<String> texts) implements Value {
      public Many {
        texts = List.copyOf(texts);
      }
    }

    /**
     * @param meaning what an absent value amounts to ("any host")
     */
    record Absent(String meaning) implements Value {}

    /** For people: {@code 60s}, {@code [/a/, /b/]}, {@code (any host)}. */
    default String shown() {
      return switch (this) {
        case One(String text) -> text;
        case Many(List<String> texts) -> "[" + String.join(", ", texts) + "]";
        case Absent(String meaning) -> "(" + meaning + ")";
      };
    }
  }

  /** Who decided. */
  public sealed interface Origin {
    record Line(int number) implements Origin {}

    record BuiltIn() implements Origin {}

    /**
     * @param name of the command's option
     */
    record Option(String name) implements Origin {}

    /** For people: {@code line 9}, {@code default}, {@code --listen}. */
    default String shown() {
      return switch (this) {
        case Line(int number) -> "line " + number;
        case BuiltIn() -> "default";
        case Option(String name) -> name;
      };
    }
  }
}
