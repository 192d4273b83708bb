package dev.handoff.core.fields;

/**
 * One field line to be written (RFC 9110 §5.1).
 *
 * @param name a token, in the spelling it is written in
 * @param value without surrounding whitespace; one char is one octet
 */
public record Field(String name, String value) {
  /** Refuses what would split the head or hide a line: anything but a token and a clean value. */
  public Field {
    if (!FieldSyntax.isToken(name)) {
      throw new IllegalArgumentException("a field name is a token, got " + FieldSyntax.shown(name));
    }
    if (!FieldSyntax.isValue(value)) {
      throw new IllegalArgumentException(
          name + ": a value has no CR, LF, NUL or other control, got " + FieldSyntax.shown(value));
    }
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
