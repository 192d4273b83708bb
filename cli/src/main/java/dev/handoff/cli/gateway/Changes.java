package dev.handoff.cli.gateway;

import dev.handoff.gateway.config.yaml.Reading;
import dev.handoff.gateway.config.yaml.Setting;
import dev.handoff.gateway.config.yaml.Setting.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a new reading of the file changes, one line per setting. */
record Changes(List<String> lines) {
  private static final String SECRET = "explain.secret";

  static Changes between(Reading.Accepted old, Reading.Accepted fresh) {
    Map<String, Value> before = values(old);
    Map<String, Value> after = values(fresh);
    List<String> lines = new ArrayList<>();
    after.forEach((key, value) -> {
      Value previous = before.get(key);
      if (previous == null) {
        lines.add("+ " + key + ": " + value.shown());
      } else if (!previous.equals(value)) {
        lines.add("  " + key + ": " + previous.shown() + " → " + value.shown());
      } else if (key.equals(SECRET) && !old.config().explain().equals(fresh.config().explain())) {
        lines.add("  " + key + ": another secret in " + value.shown());
      }
    });
    before.forEach((key, value) -> {
      if (!after.containsKey(key)) {
        lines.add("- " + key + ": " + value.shown());
      }
    });
    return new Changes(lines);
  }

  String text(Path file) {
    if (lines.isEmpty()) {
      return file + " was read again: nothing changed.\n";
    }
    StringBuilder text = new StringBuilder(file + " was read again and applies:\n");
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }

  private static Map<String, Value> values(Reading.Accepted reading) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Setting setting : reading.settings()) {
      values.put(setting.key(), setting.value());
    }
    return values;
  }
}
