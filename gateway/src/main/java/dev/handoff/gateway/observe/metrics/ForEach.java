package dev.handoff.gateway.observe.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** One thing for each constant of an enum. */
final class ForEach<K extends Enum<K>, V> {
  private final Map<K, V> values;

  ForEach(Class<K> type, Function<K, V> make) {
    values = new EnumMap<>(type);
    for (K constant : type.getEnumConstants()) {
      values.put(constant, make.apply(constant));
    }
  }

  V of(K constant) {
    return Objects.requireNonNull(values.get(constant));
  }
}
