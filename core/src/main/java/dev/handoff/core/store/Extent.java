package dev.handoff.core.store;

import java.util.OptionalLong;

/**
 * Which octets of an object an answer brings.
 *
 * @param first offset of the first one
 * @param end offset behind the last one; empty: its end will show
 * @param counted whether the answer's own framing says as much, so that it cannot bring more
 */
public record Extent(long first, OptionalLong end, boolean counted) {
  /** No octet of the object. */
  public static final Extent NOTHING = new Extent(0, OptionalLong.of(0), true);
}
