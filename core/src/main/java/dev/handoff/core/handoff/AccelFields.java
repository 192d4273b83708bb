package dev.handoff.core.handoff;

import dev.handoff.core.fields.FieldSyntax;
import java.util.Locale;
import java.util.Optional;

/** The small X-Accel fields whose value is one word. */
public final class AccelFields {

  private AccelFields() {}

  /** Reads {@code X-Accel-Buffering}: yes or no in any case; empty for anything else. */
  public static Optional<Boolean> buffering(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "yes" -> Optional.of(true);
      case "no" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /**
   * Reads {@code X-Accel-Charset}: the name of a character set to label a text type with. Empty for
   * {@code off} and for what is no such name; both add no label.
   */
  public static Optional<String> charset(String value) {
    String name = value.strip();
    boolean legal =
        FieldSyntax.isToken(name) && name.length() <= 40 && !name.equalsIgnoreCase("off");
    return legal ? Optional.of(name) : Optional.empty();
  }
}
