package dev.handoff.gateway.config;

import java.nio.file.Path;
import java.util.List;

/** Where an app listens, and what is spoken there: HTTP/1.1 unless it says uwsgi. */
public sealed interface AppAddress {
  /** The socket to connect to. */
  Socket socket();

  /** A socket, whatever is spoken on it. By itself: HTTP/1.1. */
  sealed interface Socket extends AppAddress {
    @Override
    default Socket socket() {
      return this;
    }
  }

  /**
   * @param host name or address literal (IPv6 without brackets)
   * @param port 1 to 65535
   */
  record Tcp(String host, int port) implements Socket {}

  /**
   * @param path of the socket file, absolute
   */
  record Unix(Path path) implements Socket {}

  /**
   * Speaks uwsgi: a packet of variables per request, an HTTP answer, one connection for each.
   *
   * @param params variables of the operator's own; they win over those made of the request
   */
  record Uwsgi(Socket socket, List<Param> params) implements AppAddress {
    public Uwsgi {
      params = List.copyOf(params);
    }
  }

  /**
   * One variable of a uwsgi packet.
   *
   * @param name of {@code [A-Z0-9_]}
   * @param value any octets in Latin-1 but NUL
   */
  record Param(String name, String value) {}
}
