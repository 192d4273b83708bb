package dev.handoff.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * One checked configuration: what {@code handoff.yaml} says, with every default filled in.
 *
 * @param listen addresses that take plain HTTP, at least one
 * @param trustedProxies peers whose X-Forwarded-* and Forwarded fields are believed
 * @param apps in the order of the file
 * @param publicLocations in the order of the file
 * @param internalLocations in the order of the file
 * @param links signed links that are checked here
 * @param remoteCache objects of stores kept on disk; empty: none
 * @param receipts where receipts of deliveries go; empty: none are taken
 * @param explain secret that makes a request answer with its decision trace; empty: off
 */
public record GatewayConfig(
    List<ListenAddress> listen,
    List<AddressRange> trustedProxies,
    List<AppConfig> apps,
    List<PublicLocation> publicLocations,
    List<InternalLocation> internalLocations,
    LinksConfig links,
    Limits limits,
    Timeouts timeouts,
    CacheConfig cache,
    Optional<RemoteCache> remoteCache,
    LogConfig log,
    Optional<ReceiptsConfig> receipts,
    Optional<Secret> explain) {

  public GatewayConfig {
    listen = List.copyOf(listen);
    trustedProxies = List.copyOf(trustedProxies);
    apps = List.copyOf(apps);
    publicLocations = List.copyOf(publicLocations);
    internalLocations = List.copyOf(internalLocations);
  }
}
