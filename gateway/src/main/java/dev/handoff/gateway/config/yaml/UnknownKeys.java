package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.yaml.YamlNode.Entry;
import dev.handoff.gateway.config.yaml.YamlNode.Mapping;
import java.util.Optional;
import java.util.Set;

/** Keys of a map that the table does not have, and what was probably meant by them. */
final class UnknownKeys {
  private UnknownKeys() {}

  /** Returns whether there was any. */
  static boolean report(Report report, String path, String pattern, Mapping map) {
    Set<String> known = Keys.below(pattern);
    boolean any = false;
    for (Entry entry : map.entries()) {
      String name = entry.key().text();
      if (!known.contains(name)) {
        any = true;
        Optional<OtherKeys.Other> other = OtherKeys.find(Section.join(pattern, name));
        String full = Section.join(path, Quoted.bare(name));
        String finding =
            other.map(meant -> full + " " + meant.finding()).orElse("unknown key " + full + ".");
        String fix = other.map(OtherKeys.Other::fix).orElseGet(() -> suggestion(path, name, known));
        report.error(entry.key().line(), full, finding, fix);
      }
    }
    return any;
  }

  private static String suggestion(String path, String name, Set<String> known) {
    return Nearest.to(name, known)
        .map(near -> "Did you mean " + Section.join(path, near) + "?")
        .orElseGet(() -> elsewhere(name, known));
  }

  /** The right name in the wrong place is as likely as a misspelt one. */
  private static String elsewhere(String name, Set<String> known) {
    return Keys.ALL.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .map(key -> "There is " + key.path() + ".")
        .orElseGet(() -> "Known here: " + String.join(", ", known) + ".");
  }
}
