package dev.handoff.gateway.deliver.store.rules;

import dev.handoff.core.paths.Octets;

/** Octets one after the other. */
final class Joined {
  private Joined() {}

  static Octets of(Octets... parts) {
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
