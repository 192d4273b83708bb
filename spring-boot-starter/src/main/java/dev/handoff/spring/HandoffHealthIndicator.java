package dev.handoff.spring;

import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Down when a root cannot be read. That no front was seen is no fault: the app delivers by itself,
 * or nobody has downloaded anything yet.
 */
final class HandoffHealthIndicator extends AbstractHealthIndicator {
  private final HandoffState state;

  HandoffHealthIndicator(HandoffState state) {
    super("Whether files can be delivered could not be found out");
    this.state = state;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    Map<String, Boolean> readable = state.roots();
    builder
        .status(readable.containsValue(false) ? "DOWN" : "UP")
        .withDetail("front", state.front())
        .withDetail("frontSeen", state.counts().seen().isPresent())
        .withDetail("map", state.map())
        .withDetail("rootsReadable", readable);
    state.counts().seen().ifPresent(seen -> builder.withDetail("lastHandedOff", seen.last()));
  }
}
