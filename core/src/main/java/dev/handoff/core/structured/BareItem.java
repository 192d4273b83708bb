package dev.handoff.core.structured;

import dev.handoff.core.paths.Octets;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/** A value without parameters (RFC 9651 §3.3). What cannot be written cannot be made. */
public sealed interface BareItem {

  /** Appends the value as RFC 9651 §4.1 writes it. */
  void appendTo(StringBuilder text);

  /** A whole number of at most 15 digits. */
  record Int(long value) implements BareItem {
    static final long MAX = 999_999_999_999_999L;

    public Int {
      require(value >= -MAX && value <= MAX, "an Integer has at most 15 digits");
    }

    @Override
    public void appendTo(StringBuilder text) {
      text.append(value);
    }
  }

  /** A number with up to 12 digits before the point and three behind it; more are rounded. */
  record Decimal(BigDecimal value) implements BareItem {
    private static final BigDecimal LIMIT = BigDecimal.valueOf(1_000_000_000_000L);

    public Decimal {
      value = value.setScale(3, RoundingMode.HALF_EVEN);
      require(value.abs().compareTo(LIMIT) < 0, "a Decimal has at most 12 digits and a fraction");
    }

    @Override
    public void appendTo(StringBuilder text) {
      BigDecimal shortest = value.stripTrailingZeros();
      text.append(shortest.setScale(Math.max(1, shortest.scale()), RoundingMode.UNNECESSARY));
    }
  }

  /** A String: printable ASCII in quotes. */
  record Text(String value) implements BareItem {
    public Text {
      require(value.chars().allMatch(BareItem::isPrintable), "a String is printable ASCII");
    }

    @Override
    public void appendTo(StringBuilder text) {
      text.append('"');
      for (int i = 0; i < value.length(); i++) {
        char character = value.charAt(i);
        text.append(character == '"' || character == '\\' ? "\\" : "").append(character);
      }
      text.append('"');
    }
  }

  /** A word without quotes. */
  record Token(String value) implements BareItem {
    public Token {
      require(
          !value.isEmpty()
              && beginsToken(value.charAt(0))
              && value.chars().allMatch(BareItem::continuesToken),
          "not a Token");
    }

    @Override
    public void appendTo(StringBuilder text) {
      text.append(value);
    }
  }

  /** Octets, written as base64. */
  record ByteSequence(Octets value) implements BareItem {
    @Override
    public void appendTo(StringBuilder text) {
      text.append(':').append(Base64.getEncoder().encodeToString(value.toByteArray())).append(':');
    }
  }

  /** True or false. */
  record Bool(boolean value) implements BareItem {
    static final Bool TRUE = new Bool(true);

    @Override
    public void appendTo(StringBuilder text) {
      text.append(value ? "?1" : "?0");
    }
  }

  /** A moment in whole seconds. */
  record Date(long epochSeconds) implements BareItem {
    public Date {
      require(epochSeconds >= -Int.MAX && epochSeconds <= Int.MAX, "a Date has at most 15 digits");
    }

    /** The moment. */
    public Instant instant() {
      return Instant.ofEpochSecond(epochSeconds);
    }

    @Override
    public void appendTo(StringBuilder text) {
      text.append('@').append(epochSeconds);
    }
  }

  /** A text in any script. */
  record DisplayString(String value) implements BareItem {
    public DisplayString {
      require(StandardCharsets.UTF_8.newEncoder().canEncode(value), "an unpaired surrogate");
    }

    @Override
    public void appendTo(StringBuilder text) {
      text.append("%\"");
      for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
        if (isPrintable(octet) && octet != '%' && octet != '"') {
          text.append((char) octet);
        } else {
          text.append('%').append(HexFormat.of().toHexDigits(octet));
        }
      }
      text.append('"');
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Whether a String and a Display String may hold the character as it is. */
  static boolean isPrintable(int character) {
    return character >= 0x20 && character < 0x7f;
  }

  /** Whether a Token may begin with the character. */
  static boolean beginsToken(int character) {
    int lower = character | 0x20;
    return character == '*' || (lower >= 'a' && lower <= 'z');
  }

  /** Whether a Token may go on with the character: tchar, colon, slash. */
  static boolean continuesToken(int character) {
    return beginsToken(character)
        || (character >= '0' && character <= '9')
        || (character > 0 && "!#$%&'+-.^_`|~:/".indexOf(character) >= 0);
  }
}
