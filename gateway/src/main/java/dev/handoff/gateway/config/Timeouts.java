package dev.handoff.gateway.config;

import java.time.Duration;

/**
 * How long the gateway waits for a client; there is no total time.
 *
 * @param header for a request head to arrive once its first octet has (10 s)
 * @param idle a kept connection without a request (60 s)
 * @param stall a transfer in either direction without a byte moved (60 s)
 * @param shutdown running deliveries at a graceful stop (30 s)
 */
public record Timeouts(Duration header, Duration idle, Duration stall, Duration shutdown) {
  public static final Timeouts DEFAULT =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));
}
