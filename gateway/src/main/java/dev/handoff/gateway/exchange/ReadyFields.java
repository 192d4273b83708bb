package dev.handoff.gateway.exchange;

import dev.handoff.gateway.http2.FieldBlock;
import org.jspecify.annotations.Nullable;

/**
 * Fields that many answers carry, made once in the form each protocol sends. May be shared between
 * threads.
 */
public final class ReadyFields {
  private final byte[] lines;
  private volatile byte @Nullable [] block;

  /**
   * @param lines each {@code name: value CRLF}; not to be changed any more
   */
  public ReadyFields(byte[] lines) {
    this.lines = lines;
  }

  /** For HTTP/1; not to be modified. */
  public byte[] lines() {
    return lines;
  }

  /** For HTTP/2; not to be modified. */
  public byte[] block() {
    byte[] made = block;
    if (made == null) {
      made = FieldBlock.ofLines(lines);
      block = made;
    }
    return made;
  }
}
