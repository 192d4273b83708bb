package dev.handoff.gateway.config.yaml;

import java.util.List;

/** One node of the file, with the line where it begins (one-based). */
sealed interface YamlNode {
  int line();

  /**
   * @param plain written without quotes
   */
  record Scalar(String text, boolean plain, int line) implements YamlNode {
    /** {@code key:} with nothing after it, {@code ~} or {@code null}. */
    boolean isNothing() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }
  }

  record Sequence(List<YamlNode> items, int line) implements YamlNode {}

  record Mapping(List<Entry> entries, int line) implements YamlNode {}

  record Entry(Scalar key, YamlNode value) {}

  /** For a message: "a list", "`text`". */
  default String described() {
    return switch (this) {
      case Scalar scalar when scalar.isNothing() -> "nothing";
      case Scalar scalar -> Quoted.of(scalar.text());
      case Sequence _ -> "a list";
      case Mapping _ -> "a map";
    };
  }
}
