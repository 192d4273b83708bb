package dev.handoff.cli.gateway;

import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.yaml.Reading;
import dev.handoff.gateway.config.yaml.Setting;
import dev.handoff.gateway.config.yaml.Setting.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a new reading of the file changes, one line per setting. */
record Changes(List<String> lines) {
  static Changes between(Reading.Accepted old, Reading.Accepted fresh) {
    Map<String, Value> before = values(old);
    Map<String, Value> after = values(fresh);
    Map<String, Object> secretsBefore = secrets(old.config());
    Map<String, Object> secretsAfter = secrets(fresh.config());
    List<String> lines = new ArrayList<>();
    after.forEach((key, value) -> {
      Value previous = before.get(key);
      if (previous == null) {
        lines.add("+ " + key + ": " + value.shown());
      } else if (!previous.equals(value)) {
        lines.add("  " + key + ": " + previous.shown() + " → " + value.shown());
      } else if (!Objects.equals(secretsBefore.get(key), secretsAfter.get(key))) {
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

  /** What stands behind references; none of them shows itself. */
  private static Map<String, Object> secrets(GatewayConfig config) {
    Map<String, Object> secrets = new HashMap<>();
    config.explain().ifPresent(secret -> secrets.put("explain.secret", secret));
    for (AppConfig app : config.apps()) {
      add(secrets, "apps." + app.name() + ".front_keys.", app.frontKeys());
    }
    add(secrets, "links.keys.", config.links().keys());
    return secrets;
  }

  private static void add(Map<String, Object> secrets, String key, List<?> keys) {
    for (int i = 0; i < keys.size(); i++) {
      secrets.put(key + (i + 1) + ".secret", keys.get(i));
    }
  }

  private static Map<String, Value> values(Reading.Accepted reading) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Setting setting : reading.settings()) {
      values.put(setting.key(), setting.value());
    }
    return values;
  }
}
