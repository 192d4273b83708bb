package dev.handoff.gateway.http1;

/** How the end of a message body is found (RFC 9112 §6.3). */
public enum BodyFraming {
  /** There is no body. */
  NONE,
  /** As many octets as Content-Length says. */
  LENGTH,
  /** The chunked coding says. */
  CHUNKED,
  /** A response that ends with its connection. */
  UNTIL_CLOSE
}
