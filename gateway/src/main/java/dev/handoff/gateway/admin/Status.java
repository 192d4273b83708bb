package dev.handoff.gateway.admin;

import dev.handoff.gateway.reuse.Decisions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a gateway is at one moment.
 *
 * @param configuration the file it was started with
 * @param listen where it accepts
 * @param connections of clients, idle ones too
 * @param decisions kept for reuse
 */
public record Status(
    Instant started,
    Duration uptime,
    Optional<String> configuration,
    List<String> listen,
    int connections,
    Decisions.Counts decisions) {
  public Status {
    listen = List.copyOf(listen);
  }
}
