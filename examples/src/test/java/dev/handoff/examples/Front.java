package dev.handoff.examples;

import java.util.List;

/** Who stands in front of the example's app. */
enum Front {
  GATEWAY(List.of()),
  NGINX(List.of("--nginx"));

  private final List<String> options;

  Front(List<String> options) {
    this.options = options;
  }

  /** What the example's {@code run} wants to hear. */
  List<String> options() {
    return options;
  }
}
