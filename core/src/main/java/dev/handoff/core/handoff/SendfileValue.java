package dev.handoff.core.handoff;

import dev.handoff.core.handoff.HandoffTarget.Broken;
import dev.handoff.core.handoff.HandoffTarget.FilePath;
import dev.handoff.core.handoff.HandoffTarget.Unsafe;
import dev.handoff.core.paths.Octets;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Reads {@code X-Sendfile}. */
final class SendfileValue {

  private SendfileValue() {}

  static HandoffTarget parse(Octets value) {
    if (value.isEmpty()) {
      return new Broken("the value is empty", 0);
    }
    OptionalInt control = TargetOctets.firstControl(value);
    if (control.isPresent()) {
      return new Broken("a control character", control.getAsInt());
    }
    if (value.at(0) != '/') {
      return new Broken("an absolute path is expected", 0);
    }
    if (value.find('\0', 0) < value.length()) {
      return new Unsafe("NUL in the path");
    }
    if (Segments.hasDotDot(value)) {
      return new Unsafe("a .. segment");
    }
    return new FilePath(value.isUtf8() ? value : fromLatin1(value));
  }

  /**
   * WSGI and servlet containers write fields as Latin-1, so a name arrives one octet a character.
   */
  private static Octets fromLatin1(Octets value) {
    return Octets.utf8(new String(value.toByteArray(), StandardCharsets.ISO_8859_1));
  }
}
