package dev.handoff.core.disposition;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** {@code ext-value} of RFC 8187 §3.2.1. */
final class ExtValue {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private ExtValue() {}

  /** The {@code value-chars} of a text that has no unpaired surrogate. */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (isAttrChar(octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HEX[(octet >> 4) & 0xf]).append(HEX[octet & 0xf]);
      }
    }
    return encoded.toString();
  }

  /**
   * Reads {@code UTF-8'en'na%C3%AFve}. Empty for a malformed escape, for octets that the character
   * set does not have, and for any character set but UTF-8 and ISO-8859-1, which RFC 5987 had.
   */
  static Optional<String> decode(String value) {
    int language = value.indexOf('\'');
    int chars = language < 0 ? -1 : value.indexOf('\'', language + 1);
    if (chars < 0) {
      return Optional.empty();
    }
    Charset charset;
    switch (value.substring(0, language).toLowerCase(Locale.ROOT)) {
      case "utf-8" -> charset = StandardCharsets.UTF_8;
      case "iso-8859-1" -> charset = StandardCharsets.ISO_8859_1;
      default -> {
        return Optional.empty();
      }
    }
    return octets(value.substring(chars + 1)).flatMap(octets -> text(octets, charset));
  }

  private static Optional<byte[]> octets(String encoded) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int i = 0; i < encoded.length(); i++) {
      char character = encoded.charAt(i);
      if (character == '%') {
        int high = i + 2 < encoded.length() ? hex(encoded.charAt(i + 1)) : -1;
        int low = i + 2 < encoded.length() ? hex(encoded.charAt(i + 2)) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        octets.write(high << 4 | low);
        i += 2;
      } else if (isAttrChar(character)) {
        octets.write(character);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(octets.toByteArray());
  }

  private static Optional<String> text(byte[] octets, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException notOfThatCharset) {
      return Optional.empty();
    }
  }

  private static int hex(char character) {
    return character < 0x80 ? Character.digit(character, 16) : -1;
  }

  private static boolean isAttrChar(int character) {
    int lower = character | 0x20;
    return (lower >= 'a' && lower <= 'z')
        || (character >= '0' && character <= '9')
        || (character > 0 && "!#$&+-.^_`|~".indexOf(character) >= 0);
  }
}
