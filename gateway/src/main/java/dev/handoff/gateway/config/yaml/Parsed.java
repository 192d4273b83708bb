package dev.handoff.gateway.config.yaml;

import java.util.function.Function;

/** A value made from text, or why there is none. */
sealed interface Parsed<T> {
  record Good<T>(T value) implements Parsed<T> {}

  /**
   * @param why completes "{@code key}: " into a sentence or two
   * @param fix what to write instead; may be empty
   */
  record Bad<T>(String why, String fix) implements Parsed<T> {}

  static <T> Parsed<T> good(T value) {
    return new Good<>(value);
  }

  static <T> Parsed<T> bad(String why, String fix) {
    return new Bad<>(why, fix);
  }

  default <U> Parsed<U> map(Function<? super T, ? extends U> change) {
    return switch (this) {
      case Good<T>(T value) -> good(change.apply(value));
      case Bad<T>(String why, String fix) -> bad(why, fix);
    };
  }
}
