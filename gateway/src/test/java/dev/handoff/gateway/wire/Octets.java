package dev.handoff.gateway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Octets written so that a table stays readable. */
public final class Octets {
  private Octets() {}

  /**
   * The octets of a line of a test table: visible signs stand for what cannot be seen.
   *
   * <p>{@code ⏎} CRLF, {@code ␊} LF, {@code ␍} CR, {@code ␀} NUL, {@code ⇥} tab, {@code ␋} vertical
   * tab, {@code ␠} space, {@code ⟨E9⟩} the octet 0xE9. Everything else is UTF-8.
   */
  public static byte[] of(String visible) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(visible.length());
    for (int i = 0; i < visible.length(); ) {
      int sign = visible.codePointAt(i);
      i += Character.charCount(sign);
      switch (sign) {
        case '⏎' -> out.writeBytes(new byte[] {'\r', '\n'});
        case '␊' -> out.write('\n');
        case '␍' -> out.write('\r');
        case '␀' -> out.write(0);
        case '⇥' -> out.write('\t');
        case '␋' -> out.write(0x0B);
        case '␠' -> out.write(' ');
        case '⟨' -> {
          int end = visible.indexOf('⟩', i);
          out.writeBytes(HexFormat.of().parseHex(visible, i, end));
          i = end + 1;
        }
        default -> out.writeBytes(Character.toString(sign).getBytes(UTF_8));
      }
    }
    return out.toByteArray();
  }

  /** {@link #of} as text in which a {@code char} is an octet. */
  public static String text(String visible) {
    return new String(of(visible), ISO_8859_1);
  }

  /** A {@code char} is an octet. */
  public static String latin1(byte[] octets) {
    return new String(octets, ISO_8859_1);
  }

  /** A {@code char} is an octet; others are refused. */
  public static byte[] latin1(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        throw new IllegalArgumentException("not an octet at " + i + ": " + text.charAt(i));
      }
    }
    return text.getBytes(ISO_8859_1);
  }

  /** The other way round: what cannot be seen becomes a sign, for messages. */
  public static String show(byte[] octets) {
    StringBuilder out = new StringBuilder(octets.length);
    for (byte octet : octets) {
      int value = octet & 0xFF;
      switch (value) {
        case '\r' -> out.append("\\r");
        case '\n' -> out.append("\\n\n");
        default -> {
          if (value >= 0x20 && value < 0x7F) {
            out.append((char) value);
          } else {
            out.append('⟨').append(HexFormat.of().toHexDigits(octet)).append('⟩');
          }
        }
      }
    }
    return out.toString();
  }
}
