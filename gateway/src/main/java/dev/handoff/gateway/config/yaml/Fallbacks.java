package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.InternalLocation;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code fallback}: each names an internal location, and no chain comes back to itself. */
final class Fallbacks {
  private final Report report;
  private final Map<String, Integer> lines = new HashMap<>();

  Fallbacks(Report report) {
    this.report = report;
  }

  /** Remembers where the fallback of a location stands. */
  void written(String prefix, int line) {
    lines.put(prefix, line);
  }

  void check(List<String> open, List<InternalLocation> internal) {
    Map<String, String> next = new HashMap<>();
    for (InternalLocation location : internal) {
      location.fallback().ifPresent(to -> next.put(location.prefix(), to));
    }
    List<String> prefixes = internal.stream().map(InternalLocation::prefix).toList();
    for (InternalLocation location : internal) {
      location
          .fallback()
          .ifPresent(to -> {
            if (!prefixes.contains(to)) {
              unknown(location.prefix(), to, open, prefixes);
            } else {
              circle(location.prefix(), next);
            }
          });
    }
  }

  private void unknown(String prefix, String to, List<String> open, List<String> prefixes) {
    if (open.contains(to)) {
      wrong(
          prefix,
          to + " is public, and what is public needs no handoff.",
          "Name an internal location.");
      return;
    }
    wrong(
        prefix,
        to + " is no internal location of this file.",
        Nearest.to(to, prefixes)
            .filter(near -> !near.equals(prefix))
            .map(near -> "Did you mean " + near + "?")
            .orElse("Add it under internal."));
  }

  /** Told once per circle: by the location that stands first in it. */
  private void circle(String prefix, Map<String, String> next) {
    Set<String> way = new LinkedHashSet<>();
    String at = prefix;
    while (at != null && way.add(at)) {
      at = next.get(at);
    }
    if (prefix.equals(at) && way.stream().allMatch(other -> line(prefix) <= line(other))) {
      wrong(
          prefix,
          "a missing file would be looked for in a circle: "
              + String.join(" → ", way)
              + " → "
              + prefix
              + ".",
          "End the chain with a location that has no fallback.");
    }
  }

  private int line(String prefix) {
    return lines.getOrDefault(prefix, 1);
  }

  private void wrong(String prefix, String why, String fix) {
    String key = "internal." + Quoted.bare(prefix) + "." + LocationKeys.FALLBACK.name();
    report.wrong(line(prefix), key, why, fix);
  }
}
