package dev.handoff.core.front;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A named secret shared by one app and its front. Immutable, shareable; never shows its octets. */
public final class FrontKey {
  /** Shortest secret, in octets. */
  public static final int LEAST_OCTETS = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

  private final String id;
  private final SecretKeySpec secret;

  private FrontKey(String id, SecretKeySpec secret) {
    this.id = id;
    this.secret = secret;
  }

  /**
   * A key.
   *
   * @param id 1 to 32 of {@code A-Z a-z 0-9 . _ -}
   * @param secret at least {@value #LEAST_OCTETS} octets, copied
   * @throws IllegalArgumentException if either is not so
   */
  public static FrontKey of(String id, byte[] secret) {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "front key id \"" + id + "\": 1 to 32 of A-Z a-z 0-9 . _ - are needed");
    }
    if (secret.length < LEAST_OCTETS) {
      throw new IllegalArgumentException(
          "front key "
              + id
              + ": "
              + secret.length
              + " octets, but HMAC-SHA-256 needs at least "
              + LEAST_OCTETS
              + "; `handoff keygen` makes one");
    }
    return new FrontKey(id, new SecretKeySpec(secret, ALGORITHM));
  }

  /**
   * A key whose secret is base64, as {@code handoff keygen} prints it.
   *
   * @throws IllegalArgumentException if it is not; the message does not repeat it
   */
  public static FrontKey ofBase64(String id, String secret) {
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(secret.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "front key " + id + " is not base64; `handoff keygen` makes one", e);
    }
    return of(id, octets);
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** What proofs call it. */
  public String id() {
    return id;
  }

  byte[] mac(String ascii) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(ascii.getBytes(StandardCharsets.ISO_8859_1));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** The same name and the same secret. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FrontKey that
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
    return "FrontKey[" + id + "]";
  }
}
