package dev.handoff.core.structured;

import dev.handoff.core.paths.Octets;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.Base64;

/** The parsing algorithms of bare items (RFC 9651 §4.2.3.1 and §4.2.4 to §4.2.10). */
final class BareParser {

  private final Cursor in;

  BareParser(Cursor in) {
    this.in = in;
  }

  /** §4.2.3.1: the first character tells the type. */
  BareItem item() throws MalformedField {
    char first = in.peek();
    if (first == '-' || isDigit(first)) {
      return number();
    }
    if (BareItem.beginsToken(first)) {
      return new BareItem.Token(in.takeWhile(BareItem::continuesToken));
    }
    return switch (first) {
      case '"' -> string();
      case ':' -> byteSequence();
      case '?' -> bool();
      case '@' -> date();
      case '%' -> displayString();
      default -> throw in.malformed("no value begins so");
    };
  }

  /** §4.2.4. */
  private BareItem number() throws MalformedField {
    String sign = in.take('-') ? "-" : "";
    String whole = digits();
    if (whole.isEmpty()) {
      throw in.malformed("a digit is expected");
    }
    if (in.peek() != '.') {
      if (whole.length() > 15) {
        throw in.malformed("an Integer has at most 15 digits");
      }
      return new BareItem.Int(Long.parseLong(sign + whole));
    }
    if (whole.length() > 12) {
      throw in.malformed("a Decimal has at most 12 digits before its point");
    }
    in.expect('.');
    String fraction = digits();
    if (fraction.isEmpty() || fraction.length() > 3) {
      throw in.malformed("a Decimal has one to three digits behind its point");
    }
    return new BareItem.Decimal(new BigDecimal(sign + whole + "." + fraction));
  }

  /** §4.2.5. */
  private BareItem string() throws MalformedField {
    in.expect('"');
    StringBuilder text = new StringBuilder();
    while (!in.take('"')) {
      char character = printable();
      if (character == '\\') {
        character = in.next();
        if (character != '"' && character != '\\') {
          throw in.malformed("a backslash escapes only a quote or a backslash");
        }
      }
      text.append(character);
    }
    return new BareItem.Text(text.toString());
  }

  /** §4.2.7. Missing padding is accepted, as the RFC asks. */
  private BareItem byteSequence() throws MalformedField {
    in.expect(':');
    String base64 = in.takeWhile(character -> character != ':');
    in.expect(':');
    try {
      return new BareItem.ByteSequence(Octets.wrap(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException notBase64) {
      throw in.malformed("not base64");
    }
  }

  /** §4.2.8. */
  private BareItem bool() throws MalformedField {
    in.expect('?');
    if (in.take('1')) {
      return BareItem.Bool.TRUE;
    }
    in.expect('0');
    return new BareItem.Bool(false);
  }

  /** §4.2.9. */
  private BareItem date() throws MalformedField {
    in.expect('@');
    if (in.peek() == '-' || isDigit(in.peek())) {
      if (number() instanceof BareItem.Int seconds) {
        return new BareItem.Date(seconds.value());
      }
    }
    throw in.malformed("a Date is a whole number of seconds");
  }

  /** §4.2.10. */
  private BareItem displayString() throws MalformedField {
    in.expect('%');
    in.expect('"');
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    while (!in.take('"')) {
      char character = printable();
      octets.write(character == '%' ? lowerHex() << 4 | lowerHex() : character);
    }
    Octets utf8 = Octets.wrap(octets.toByteArray());
    if (!utf8.isUtf8()) {
      throw in.malformed("a Display String is UTF-8");
    }
    return new BareItem.DisplayString(utf8.toUtf8Text());
  }

  private char printable() throws MalformedField {
    char character = in.next();
    if (!BareItem.isPrintable(character)) {
      throw in.malformed("only printable ASCII stands between quotes");
    }
    return character;
  }

  private int lowerHex() throws MalformedField {
    int digit = "0123456789abcdef".indexOf(in.next());
    if (digit < 0) {
      throw in.malformed("two lower-case hexadecimal digits are expected");
    }
    return digit;
  }

  private String digits() {
    return in.takeWhile(BareParser::isDigit);
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
