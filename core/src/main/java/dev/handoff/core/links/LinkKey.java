package dev.handoff.core.links;

import dev.handoff.core.secret.NamedSecret;
import java.util.regex.Pattern;

/** A named secret that signs links. Immutable, shareable; never shows its octets. */
public final class LinkKey {
  /** Shortest secret, in octets: HMAC-SHA-256 is as strong as its output (RFC 2104 §3). */
  public static final int LEAST_OCTETS = NamedSecret.LEAST_OCTETS;

  private static final NamedSecret.Kind KIND =
      new NamedSecret.Kind("link key", Pattern.compile("[A-Za-z0-9_-]{1,32}"), "A-Z a-z 0-9 _ -");

  private final NamedSecret named;

  private LinkKey(NamedSecret named) {
    this.named = named;
  }

  /**
   * A key.
   *
   * @param id 1 to 32 of {@code A-Z a-z 0-9 _ -}; stands in every link the key signs
   * @param secret at least {@value #LEAST_OCTETS} octets, copied
   * @throws IllegalArgumentException if either is not so
   */
  public static LinkKey of(String id, byte[] secret) {
    return new LinkKey(KIND.of(id, secret));
  }

  /**
   * A key whose secret is base64, as {@code handoff keygen} prints it.
   *
   * @throws IllegalArgumentException if it is not; the message does not repeat it
   */
  public static LinkKey ofBase64(String id, String secret) {
    return new LinkKey(KIND.ofBase64(id, secret));
  }

  /** What links call it. */
  public String id() {
    return named.id();
  }

  byte[] mac(byte[] text) {
    return named.mac(text);
  }

  /** The same name and the same secret. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LinkKey that && named.equals(that.named);
  }

  /** Tells nothing about the secret. */
  @Override
  public int hashCode() {
    return named.hashCode();
  }

  @Override
  public String toString() {
    return "LinkKey[" + id() + "]";
  }
}
