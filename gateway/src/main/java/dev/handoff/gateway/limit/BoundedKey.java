package dev.handoff.gateway.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keys of a bounded length, so that a bounded number of them takes bounded memory. */
final class BoundedKey {
  private static final int LONGEST = 100;

  private BoundedKey() {}

  /** The key itself, or what stands for it alone. */
  static String of(String key) {
    if (key.length() <= LONGEST) {
      return key;
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
