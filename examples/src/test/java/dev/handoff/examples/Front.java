package dev.handoff.examples;

import java.util.List;
import java.util.Locale;

/** Who stands in front of an example's app. */
enum Front {
  NONE,
  GATEWAY,
  NGINX,
  APACHE,
  LIGHTTPD,
  CADDY;

  /** What the example's {@code run} wants to hear. */
  List<String> options() {
    return List.of("--front", name().toLowerCase(Locale.ROOT));
  }
}
