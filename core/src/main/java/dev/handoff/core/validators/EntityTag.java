package dev.handoff.core.validators;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * An entity tag (RFC 9110 §8.8.3).
 *
 * @param opaque what stands between the quotes: 0x21, 0x23 to 0x7E, 0x80 to 0xFF
 * @param weak whether two versions that mean the same may share it
 */
public record EntityTag(String opaque, boolean weak) {
  /** A file changed this recently may change again without its time showing it. */
  private static final long RACY_MILLIS = 2_000;

  public EntityTag {
    for (int i = 0; i < opaque.length(); i++) {
      if (!isTagChar(opaque.charAt(i))) {
        throw new IllegalArgumentException(
            "an entity tag holds no space, quote or control; offset " + i + " does");
      }
    }
  }

  /**
   * The tag of a file: strong, from its size and its modification time to the nanosecond; weak
   * while the time is within two seconds of now, because a second change could still bear the same
   * time (RFC 9110 §8.8.1). Neither inode nor path go in: copies on other machines get the same
   * tag, and nobody learns anything.
   */
  public static EntityTag ofFile(long sizeBytes, long mtimeSeconds, int mtimeNanos, Instant now) {
    byte[] text = new byte[16 + 1 + 8 + 1 + 16];
    int at = putHex(sizeBytes, text, text.length);
    text[--at] = '-';
    at = putHex(mtimeNanos, text, at);
    text[--at] = '.';
    at = putHex(mtimeSeconds, text, at);
    String opaque = new String(text, at, text.length - at, StandardCharsets.ISO_8859_1);
    return new EntityTag(opaque, isRacy(mtimeSeconds, mtimeNanos, now));
  }

  private static boolean isRacy(long mtimeSeconds, int mtimeNanos, Instant now) {
    long seconds = now.getEpochSecond() - mtimeSeconds;
    if (seconds > 3 || seconds < -3) {
      return false;
    }
    long nanos = seconds * 1_000_000_000 + now.getNano() - mtimeNanos;
    return Math.abs(nanos) < RACY_MILLIS * 1_000_000;
  }

  private static int putHex(long value, byte[] out, int end) {
    int at = end;
    long rest = value;
    do {
      out[--at] = (byte) Character.forDigit((int) (rest & 15), 16);
      rest >>>= 4;
    } while (rest != 0);
    return at;
  }

  /**
   * The tag of bytes that are all there: strong, from what they are (the first half of their
   * SHA-256), so every machine and every start gives the same.
   */
  public static EntityTag ofContent(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      String half =
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
      return new EntityTag(half, false);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Reads one tag, exactly as a field has it; {@code w/"x"}, bare words and lists are none. */
  public static Optional<EntityTag> parse(String text) {
    boolean weak = text.startsWith("W/");
    int start = weak ? 2 : 0;
    if (start >= text.length() || text.charAt(start) != '"') {
      return Optional.empty();
    }
    int end = endOfTag(text, start);
    return end == text.length()
        ? Optional.of(new EntityTag(text.substring(start + 1, end - 1), weak))
        : Optional.empty();
  }

  /** Index behind the closing quote of the tag whose opening quote is at quote; -1 without one. */
  private static int endOfTag(String text, int quote) {
    int i = quote + 1;
    while (i < text.length() && isTagChar(text.charAt(i))) {
      i++;
    }
    return i < text.length() && text.charAt(i) == '"' ? i + 1 : -1;
  }

  /** {@code etagc} of RFC 9110 §8.8.3; no backslash escapes, no spaces. */
  public static boolean isTagChar(char c) {
    return c > ' ' && c != '"' && c != 0x7F && c <= 0xFF;
  }

  /** Same octets to the last bit: both strong and alike (RFC 9110 §8.8.3.2). */
  public boolean strongEquals(EntityTag other) {
    return !weak && !other.weak && opaque.equals(other.opaque);
  }

  /** Alike whether weak or not (RFC 9110 §8.8.3.2). */
  public boolean weakEquals(EntityTag other) {
    return opaque.equals(other.opaque);
  }

  /** The form in fields: {@code "x"} or {@code W/"x"}. */
  @Override
  public String toString() {
    return (weak ? "W/\"" : "\"") + opaque + '"';
  }
}
