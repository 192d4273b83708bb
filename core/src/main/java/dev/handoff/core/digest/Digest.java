package dev.handoff.core.digest;

import dev.handoff.core.fields.Field;
import java.util.Base64;

/**
 * A digest that is already known (RFC 9530).
 *
 * @param algorithm how it was made
 * @param base64 the digest itself
 */
public record Digest(Algorithm algorithm, String base64) {
  /** The algorithms that RFC 9530 §5 calls active. */
  public enum Algorithm {
    SHA_256("sha-256", 32),
    SHA_512("sha-512", 64);

    private final String key;
    private final int octets;

    Algorithm(String key, int octets) {
      this.key = key;
      this.octets = octets;
    }
  }

  /**
   * @throws IllegalArgumentException if base64 does not decode to the algorithm's number of octets
   */
  public Digest {
    int octets = Base64.getDecoder().decode(base64).length;
    if (octets != algorithm.octets) {
      throw new IllegalArgumentException(
          algorithm.key + " has " + algorithm.octets + " octets, got " + octets);
    }
    base64 = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64));
  }

  /** A digest given as octets. */
  public static Digest of(Algorithm algorithm, byte[] octets) {
    return new Digest(algorithm, Base64.getEncoder().encodeToString(octets));
  }

  /** {@code Repr-Digest}: of the whole representation, alike on 200, 206 and HEAD (RFC 9530 §3). */
  public Field reprDigest() {
    return new Field("Repr-Digest", value());
  }

  /** {@code Content-Digest}: of the octets in this very message (RFC 9530 §2). */
  public Field contentDigest() {
    return new Field("Content-Digest", value());
  }

  /** A dictionary with one member, a byte sequence (RFC 9651 §3.2, §3.3.5). */
  private String value() {
    return algorithm.key + "=:" + base64 + ':';
  }
}
