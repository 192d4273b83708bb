package dev.handoff.core.links;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A named secret that signs links. Immutable, shareable; never shows its octets. */
public final class LinkKey {
  /** Shortest secret, in octets: HMAC-SHA-256 is as strong as its output (RFC 2104 §3). */
  public static final int LEAST_OCTETS = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final String id;
  private final SecretKeySpec secret;

  private LinkKey(String id, SecretKeySpec secret) {
    this.id = id;
    this.secret = secret;
  }

  /**
   * A key.
   *
   * @param id 1 to 32 of {@code A-Z a-z 0-9 _ -}; stands in every link the key signs
   * @param secret at least {@value #LEAST_OCTETS} octets, copied
   * @throws IllegalArgumentException if either is not so
   */
  public static LinkKey of(String id, byte[] secret) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "link key id \"" + id + "\": 1 to 32 of A-Z a-z 0-9 _ - are needed");
    }
    if (secret.length < LEAST_OCTETS) {
      throw new IllegalArgumentException(
          "link key "
              + id
              + ": "
              + secret.length
              + " octets, but HMAC-SHA-256 needs at least "
              + LEAST_OCTETS
              + "; `handoff keygen` makes one");
    }
    return new LinkKey(id, new SecretKeySpec(secret, ALGORITHM));
  }

  /**
   * A key whose secret is base64, as {@code handoff keygen} prints it.
   *
   * @throws IllegalArgumentException if it is not; the message does not repeat it
   */
  public static LinkKey ofBase64(String id, String secret) {
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(secret.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "link key " + id + " is not base64; `handoff keygen` makes one", e);
    }
    return of(id, octets);
  }

  /** What links call it. */
  public String id() {
    return id;
  }

  byte[] mac(byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(text);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** The same name and the same secret. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LinkKey that
        && id.equals(that.id)
        && MessageDigest.isEqual(secret.getEncoded(), that.secret.getEncoded());
  }

  /** Tells nothing about the secret. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "LinkKey[" + id + "]";
  }
}
