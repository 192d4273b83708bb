package dev.handoff.core.response;

import dev.handoff.core.digest.Digest;

/** Known digests for the tables. */
final class Digests {
  /** 32 zero octets. */
  static final Digest ZERO = Digest.of(Digest.Algorithm.SHA_256, new byte[32]);

  private Digests() {}
}
