package dev.handoff.core.secret;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A name and a secret for HMAC-SHA-256. Immutable, shareable; never shows its octets. */
public final class NamedSecret {
  /** Shortest secret, in octets: HMAC-SHA-256 is as strong as its output (RFC 2104 §3). */
  public static final int LEAST_OCTETS = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final String id;
  private final SecretKeySpec secret;

  private NamedSecret(String id, SecretKeySpec secret) {
    this.id = id;
    this.secret = secret;
  }

  /**
   * What a sort of keys is called, and how each of them may be.
   *
   * @param name for messages
   * @param ids every id that is allowed
   * @param characters of ids, for messages
   */
  public record Kind(String name, Pattern ids, String characters) {

    /**
     * @throws IllegalArgumentException if the id is not allowed or the secret shorter than {@value
     *     #LEAST_OCTETS} octets
     */
    public NamedSecret of(String id, byte[] secret) {
      if (!ids.matcher(id).matches()) {
        throw new IllegalArgumentException(
            name + " id \"" + id + "\": 1 to 32 of " + characters + " are needed");
      }
      if (secret.length < LEAST_OCTETS) {
        throw new IllegalArgumentException(
            name
                + " "
                + id
                + ": "
                + secret.length
                + " octets, but HMAC-SHA-256 needs at least "
                + LEAST_OCTETS
                + "; `handoff keygen` makes one");
      }
      return new NamedSecret(id, new SecretKeySpec(secret, ALGORITHM));
    }

    /**
     * @throws IllegalArgumentException if the secret is not base64, which the message does not
     *     repeat, or as {@link #of} says
     */
    public NamedSecret ofBase64(String id, String secret) {
      byte[] octets;
      try {
        octets = Base64.getDecoder().decode(secret.strip());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            name + " " + id + " is not base64; `handoff keygen` makes one", e);
      }
      return of(id, octets);
    }
  }

  public String id() {
    return id;
  }

  /** The HMAC of all parts, one behind the other. */
  public byte[] mac(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** The same name and the same secret. */
  @Override
  public boolean equals(Object other) {
    return other instanceof NamedSecret that
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
    return "NamedSecret[" + id + "]";
  }
}
