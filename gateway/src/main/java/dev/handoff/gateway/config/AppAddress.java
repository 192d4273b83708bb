package dev.handoff.gateway.config;

import java.nio.file.Path;

/** Where an app listens. */
public sealed interface AppAddress {
  /**
   * @param host name or address literal (IPv6 without brackets)
   * @param port 1 to 65535
   */
  record Tcp(String host, int port) implements AppAddress {}

  /**
   * @param path of the socket file, absolute
   */
  record Unix(Path path) implements AppAddress {}
}
