package dev.handoff.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What lies between the open internet and HTTP.
 *
 * @param https listeners with TLS
 * @param redirect what plain HTTP is answered with
 * @param hsts value of Strict-Transport-Security; empty: none is sent
 * @param proxyProtocol peers that have to begin with a PROXY header
 * @param certificateCheck how often certificate files are looked at (10 s)
 */
public record EdgeConfig(
    List<HttpsListener> https,
    Redirect redirect,
    Optional<String> hsts,
    List<AddressRange> proxyProtocol,
    Duration certificateCheck) {
  private static final Duration CHECK = Duration.ofSeconds(10);

  /** Plain HTTP, and nobody is believed. */
  public static final EdgeConfig NONE =
      new EdgeConfig(List.of(), new Redirect.Off(), Optional.empty(), List.of(), CHECK);

  public EdgeConfig {
    https = List.copyOf(https);
    proxyProtocol = List.copyOf(proxyProtocol);
  }

  public EdgeConfig(
      List<HttpsListener> https,
      Redirect redirect,
      Optional<String> hsts,
      List<AddressRange> proxyProtocol) {
    this(https, redirect, hsts, proxyProtocol, CHECK);
  }

  /** Whether plain HTTP is sent on to HTTPS. */
  public sealed interface Redirect {
    record Off() implements Redirect {}

    /** To the port of the first HTTPS listener. */
    record ToListener() implements Redirect {}

    /** To the port that clients see, which something before the gateway maps to the listener's. */
    record ToPort(int port) implements Redirect {}
  }
}
