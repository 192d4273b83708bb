package dev.handoff.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a store is spoken to, whatever sort of location it is.
 *
 * @param privateAddresses loopback, private and link-local addresses may be connected to although
 *     nobody named them
 * @param family which addresses of a name are tried
 * @param send names of the client's request fields that go to the store as they are; never
 *     credentials. Ranges and conditions are the gateway's own business
 * @param receive names of the store's fields a client gets, where the app says nothing of its own;
 *     lower case
 * @param authorities PEM file with the certificate authorities to trust instead of the system's
 * @param connectTimeout for one address
 * @param timeout for the head of an answer, and for a body in which no octet moves
 * @param idlePerLoop connections kept per origin and event loop
 * @param maxConnections open at once per origin, all loops together; above it requests wait
 */
public record StoreAccess(
    boolean privateAddresses,
    Family family,
    List<String> send,
    List<String> receive,
    Optional<Path> authorities,
    Duration connectTimeout,
    Duration timeout,
    Duration idleTimeout,
    int idlePerLoop,
    int maxConnections) {

  /** Which addresses of a name are tried. */
  public enum Family {
    ANY,
    IPV4,
    IPV6
  }

  /** What a client may learn of a store unless {@code receive} says otherwise. */
  public static final List<String> RECEIVED =
      List.of("content-type", "content-encoding", "content-language", "etag", "last-modified");

  public static final StoreAccess DEFAULT =
      new StoreAccess(
          false,
          Family.ANY,
          List.of(),
          RECEIVED,
          Optional.empty(),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(20),
          64,
          256);

  public StoreAccess {
    send = List.copyOf(send);
    receive = List.copyOf(receive);
  }
}
