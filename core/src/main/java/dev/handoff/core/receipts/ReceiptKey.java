package dev.handoff.core.receipts;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A named secret that signs batches of receipts. Immutable, shareable; never shows its octets. */
public final class ReceiptKey {
  /** Shortest secret, in octets: HMAC-SHA-256 is as strong as its output (RFC 2104 §3). */
  public static final int LEAST_OCTETS = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final String id;
  private final SecretKeySpec secret;

  private ReceiptKey(String id, SecretKeySpec secret) {
    this.id = id;
    this.secret = secret;
  }

  /**
   * A key.
   *
   * @param id 1 to 32 of {@code A-Z a-z 0-9 _ -}; stands in every signature
   * @param secret at least {@value #LEAST_OCTETS} octets, copied
   * @throws IllegalArgumentException if either is not so
   */
  public static ReceiptKey of(String id, byte[] secret) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "receipt key id \"" + id + "\": 1 to 32 of A-Z a-z 0-9 _ - are needed");
    }
    if (secret.length < LEAST_OCTETS) {
      throw new IllegalArgumentException(
          "receipt key "
              + id
              + ": "
              + secret.length
              + " octets, but HMAC-SHA-256 needs at least "
              + LEAST_OCTETS
              + "; `handoff keygen` makes one");
    }
    return new ReceiptKey(id, new SecretKeySpec(secret, ALGORITHM));
  }

  /**
   * A key whose secret is base64, as {@code handoff keygen} prints it.
   *
   * @throws IllegalArgumentException if it is not; the message does not repeat it
   */
  public static ReceiptKey ofBase64(String id, String secret) {
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(secret.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "receipt key " + id + " is not base64; `handoff keygen` makes one", e);
    }
    return of(id, octets);
  }

  /** What signatures call it. */
  public String id() {
    return id;
  }

  /** Of the moment and the body together, so that neither can be exchanged. */
  byte[] mac(long epochSeconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update((epochSeconds + ".").getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(body);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** The same name and the same secret. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ReceiptKey that
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
    return "ReceiptKey[" + id + "]";
  }
}
