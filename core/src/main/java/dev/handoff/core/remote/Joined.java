package dev.handoff.core.remote;

import dev.handoff.core.paths.Octets;

/** Octets one after the other. */
public final class Joined {
  private Joined() {}

  /** All of them, copied. */
  public static Octets of(Octets... parts) {
    int length = 0;
    for (Octets part : parts) {
      length += part.length();
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (Octets part : parts) {
      part.copyTo(joined, at);
      at += part.length();
    }
    return Octets.wrap(joined);
  }
}
