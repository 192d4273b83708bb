package dev.handoff.gateway.config;

import java.nio.file.Path;

/** Where the gateway accepts connections. */
public sealed interface ListenAddress {
  /**
   * @param host address to bind, or empty for every interface ({@code ":80"})
   * @param port 0 to 65535; 0 takes a free one (tests)
   */
  record Tcp(String host, int port) implements ListenAddress {}

  /**
   * @param path of the socket file, absolute
   */
  record Unix(Path path) implements ListenAddress {}
}
