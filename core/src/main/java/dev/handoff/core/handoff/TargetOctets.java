package dev.handoff.core.handoff;

import dev.handoff.core.paths.Octets;
import java.util.OptionalInt;

/** Which octets may go out in a request line. */
final class TargetOctets {

  /** By octet. A table, because a presigned URL has some hundred of them. */
  private static final boolean[] ILLEGAL = new boolean[256];

  static {
    for (int octet = 0; octet < 256; octet++) {
      ILLEGAL[octet] = octet <= 0x20 || octet == 0x7f || "\"#<>\\^`{|}".indexOf(octet) >= 0;
    }
  }

  private TargetOctets() {}

  /**
   * Where the first octet stands that cannot: controls, space, {@code #} and what RFC 3986 allows
   * nowhere. Octets above ASCII go out as they are.
   */
  static OptionalInt firstIllegal(Octets octets) {
    for (int i = 0; i < octets.length(); i++) {
      if (ILLEGAL[octets.at(i)]) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** Where the first control character stands; NUL is left to others. */
  static OptionalInt firstControl(Octets octets) {
    for (int i = 0; i < octets.length(); i++) {
      int octet = octets.at(i);
      if ((octet < 0x20 && octet != 0) || octet == 0x7f) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
