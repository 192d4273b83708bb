package dev.handoff.cli.config;

import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.yaml.Reading;
import java.util.ArrayList;
import java.util.List;

/** A configuration in half a line. */
public final class Verdict {
  private Verdict() {}

  /** "2 apps, 1 public folder, 3 internal locations, 1 warning". */
  public static String of(Reading.Accepted accepted) {
    GatewayConfig config = accepted.config();
    List<String> parts = new ArrayList<>();
    parts.add(count(config.apps().size(), "app"));
    parts.add(count(config.publicLocations().size(), "public folder"));
    parts.add(count(config.internalLocations().size(), "internal location"));
    if (!accepted.problems().isEmpty()) {
      parts.add(count(accepted.problems().size(), "warning"));
    }
    return String.join(", ", parts);
  }

  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
