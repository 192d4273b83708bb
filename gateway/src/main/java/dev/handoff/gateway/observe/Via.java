package dev.handoff.gateway.observe;

import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestRecord.Source;
import java.util.Locale;

/** The way the content of an answer took. */
public enum Via {
  /** From memory that holds small files. */
  MEMORY,
  /** From a file to the socket inside the kernel. */
  SENDFILE,
  /** From a file through the gateway, for TLS or HTTP/2. */
  COPIED,
  /** From a store, octet for octet as it sends them. */
  STORE,
  /** From what the cache keeps of a store. */
  CACHE,
  /** From an app's own answer. */
  APP,
  /** Made by the gateway itself, such as an error document; or no content at all. */
  GATEWAY;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** As logs and metrics say it. */
  public String text() {
    return text;
  }

  public static Via of(Exchange exchange) {
    Source source = exchange.record().source();
    return switch (source) {
      case null -> GATEWAY;
      case MEMORY -> MEMORY;
      case FILE ->
          exchange.client().secure() || exchange.request().version().startsWith("HTTP/2")
              ? COPIED
              : SENDFILE;
      case STORE -> STORE;
      case CACHE -> CACHE;
      case APP -> APP;
    };
  }
}
