package dev.handoff.core.structured;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys with their values, in order. */
final class Entries {

  private Entries() {}

  /**
   * An unmodifiable copy in the same order.
   *
   * @throws IllegalArgumentException if a key is none of RFC 9651
   */
  static <V> Map<String, V> copyOf(Map<String, V> entries) {
    if (entries.isEmpty()) {
      return Map.of();
    }
    entries.keySet().forEach(Entries::requireKey);
    return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  static StringBuilder appendParameters(Map<String, BareItem> parameters, StringBuilder text) {
    parameters.forEach((key, value) -> {
      text.append(';').append(key);
      if (!value.equals(BareItem.Bool.TRUE)) {
        value.appendTo(text.append('='));
      }
    });
    return text;
  }

  static boolean beginsKey(int character) {
    return character == '*' || (character >= 'a' && character <= 'z');
  }

  static boolean continuesKey(int character) {
    return beginsKey(character)
        || (character >= '0' && character <= '9')
        || character == '_'
        || character == '-'
        || character == '.';
  }

  private static void requireKey(String key) {
    if (key.isEmpty()
        || !beginsKey(key.charAt(0))
        || !key.chars().allMatch(Entries::continuesKey)) {
      throw new IllegalArgumentException("not a key of a structured field: " + key);
    }
  }
}
