package dev.handoff.gateway.config.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who answers which prefix: two claims to the same one leave a request without an answer. */
final class Routes {
  private final Report report;
  private final Map<String, List<Claim>> claims = new HashMap<>();

  /**
   * @param key where it stands
   * @param owner "app shop", "a public location"
   * @param hosts empty: any
   */
  private record Claim(
      String key, String prefix, String owner, boolean app, List<String> hosts, int line) {
    /** For two of the same prefix. */
    boolean conflictsWith(Claim other) {
      // Between apps a named host is more exact than any host; folders know no hosts.
      boolean told = app && other.app && hosts.isEmpty() != other.hosts.isEmpty();
      boolean apart =
          !hosts.isEmpty() && !other.hosts.isEmpty() && Collections.disjoint(hosts, other.hosts);
      return !told && !apart;
    }
  }

  Routes(Report report) {
    this.report = report;
  }

  void location(String key, String prefix, String owner, int line) {
    claim(new Claim(key, prefix, owner, false, List.of(), line));
  }

  void app(String key, String prefix, String name, List<String> hosts, int line) {
    claim(new Claim(key, prefix, "app " + name, true, hosts, line));
  }

  private void claim(Claim claim) {
    List<Claim> same = claims.computeIfAbsent(claim.prefix, _ -> new ArrayList<>());
    for (Claim earlier : same) {
      if (claim.conflictsWith(earlier)) {
        // The later line gets the message, whatever the order of reading.
        boolean after = claim.line >= earlier.line;
        Claim first = after ? earlier : claim;
        Claim second = after ? claim : earlier;
        report.wrong(
            second.line,
            second.key,
            claim.prefix + " is already taken by " + first.owner + " (line " + first.line + ").",
            second.app ? "Give it paths or hosts of its own." : "Choose another prefix.");
        break;
      }
    }
    same.add(claim);
  }
}
