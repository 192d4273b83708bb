package dev.handoff.gateway.config;

/**
 * Where metrics, health and readiness are told, apart from everything clients can reach.
 *
 * @param bind an address of its own
 * @param path of the metrics
 */
public record MetricsConfig(ListenAddress bind, String path) {
  public static final String DEFAULT_PATH = "/metrics";
}
