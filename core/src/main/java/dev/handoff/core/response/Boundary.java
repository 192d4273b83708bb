package dev.handoff.core.response;

import dev.handoff.core.fields.FieldSyntax;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Boundaries of multipart answers (RFC 2046 §5.1.1). */
public final class Boundary {
  private static final int OCTETS = 16;
  private static final int MAX_LENGTH = 70;

  private Boundary() {}

  /**
   * 128 random bits each time, so that no file holds its own boundary, by chance or by design.
   *
   * @param random must not be guessable: a {@code SecureRandom}
   */
  public static Supplier<String> from(RandomGenerator random) {
    return () -> {
      byte[] bits = new byte[OCTETS];
      random.nextBytes(bits);
      return HexFormat.of().formatHex(bits);
    };
  }

  /** The boundary itself if it needs no quotes in Content-Type. */
  static String checked(String boundary) {
    if (boundary.length() > MAX_LENGTH || !FieldSyntax.isToken(boundary)) {
      throw new IllegalArgumentException("a boundary is a token of 1 to 70 chars: " + boundary);
    }
    return boundary;
  }
}
