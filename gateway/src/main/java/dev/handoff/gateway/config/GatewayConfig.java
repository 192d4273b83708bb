package dev.handoff.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One checked configuration: what {@code handoff.yaml} says, with every default filled in.
 *
 * @param listen addresses that take plain HTTP; may be none beside HTTPS
 * @param edge TLS, redirects to it, and the PROXY protocol
 * @param trustedProxies peers whose X-Forwarded-* and Forwarded fields are believed
 * @param apps in the order of the file
 * @param publicLocations in the order of the file
 * @param internalLocations in the order of the file
 * @param links signed links that are checked here
 * @param throttle what one client, subject or file may have at a time
 * @param remoteCache objects of stores kept on disk; empty: none
 * @param metrics where metrics and health are told; empty: nowhere, and nothing is counted
 * @param receipts where receipts of deliveries go; empty: none are taken
 * @param explain secret that makes a request answer with its decision trace; empty: off
 * @param admin Unix socket on which the gateway is administered; empty: none
 */
public record GatewayConfig(
    List<ListenAddress> listen,
    EdgeConfig edge,
    List<AddressRange> trustedProxies,
    List<AppConfig> apps,
    List<PublicLocation> publicLocations,
    List<InternalLocation> internalLocations,
    LinksConfig links,
    Limits limits,
    Throttle throttle,
    Timeouts timeouts,
    CacheConfig cache,
    Optional<RemoteCache> remoteCache,
    LogConfig log,
    Optional<MetricsConfig> metrics,
    Optional<ReceiptsConfig> receipts,
    Optional<Secret> explain,
    Optional<Path> admin) {

  public GatewayConfig {
    listen = List.copyOf(listen);
    trustedProxies = List.copyOf(trustedProxies);
    apps = List.copyOf(apps);
    publicLocations = List.copyOf(publicLocations);
    internalLocations = List.copyOf(internalLocations);
  }

  /** Certificates that are obtained and renewed. */
  public List<AcmeConfig> acme() {
    return edge.https().stream().flatMap(listener -> listener.acme().stream()).toList();
  }
}
