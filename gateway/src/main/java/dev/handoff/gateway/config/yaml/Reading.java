package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.GatewayConfig;
import java.util.List;

/** What came of reading a configuration file. */
public sealed interface Reading {

  /** In the order of the file. */
  List<Problem> problems();

  /**
   * The file can be run.
   *
   * @param problems warnings only
   * @param settings every value in effect, in the order of the documentation
   */
  record Accepted(GatewayConfig config, List<Problem> problems, List<Setting> settings)
      implements Reading {
    public Accepted {
      problems = List.copyOf(problems);
      settings = List.copyOf(settings);
    }
  }

  /**
   * The file is refused as a whole.
   *
   * @param problems at least one error; warnings may be among them
   */
  record Refused(List<Problem> problems) implements Reading {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
