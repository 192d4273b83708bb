package dev.handoff.core.front;

import dev.handoff.core.secret.NamedSecret;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A named secret shared by one app and its front. Immutable, shareable; never shows its octets. */
public final class FrontKey {
  /** Shortest secret, in octets. */
  public static final int LEAST_OCTETS = NamedSecret.LEAST_OCTETS;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
  private static final NamedSecret.Kind KIND =
      new NamedSecret.Kind("front key", ID, "A-Z a-z 0-9 . _ -");

  private final NamedSecret named;

  private FrontKey(NamedSecret named) {
    this.named = named;
  }

  /**
   * A key.
   *
   * @param id 1 to 32 of {@code A-Z a-z 0-9 . _ -}
   * @param secret at least {@value #LEAST_OCTETS} octets, copied
   * @throws IllegalArgumentException if either is not so
   */
  public static FrontKey of(String id, byte[] secret) {
    return new FrontKey(KIND.of(id, secret));
  }

  /**
   * A key whose secret is base64, as {@code handoff keygen} prints it.
   *
   * @throws IllegalArgumentException if it is not; the message does not repeat it
   */
  public static FrontKey ofBase64(String id, String secret) {
    return new FrontKey(KIND.ofBase64(id, secret));
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** What proofs call it. */
  public String id() {
    return named.id();
  }

  byte[] mac(String ascii) {
    return named.mac(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The same name and the same secret. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FrontKey that && named.equals(that.named);
  }

  /** Tells nothing about the secret. */
  @Override
  public int hashCode() {
    return named.hashCode();
  }

  @Override
  public String toString() {
    return "FrontKey[" + id() + "]";
  }
}
