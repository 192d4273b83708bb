package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.ReadyFields;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.Head;
import dev.handoff.gateway.http2.FieldBlock;
import io.netty.buffer.ByteBuf;

/**
 * An answer's head as a field block, written once; fields that speak of a connection are left out.
 */
final class Http2AnswerHead implements AnswerHead {
  private final int status;
  private final ByteBuf block;
  private boolean saysHsts;

  Http2AnswerHead(int status, byte[] dateBlock, ByteBuf block) {
    this.status = status;
    this.block = block;
    FieldBlock.status(block, status);
    // An interim answer has no Date of its own.
    if (status >= 200) {
      block.writeBytes(dateBlock);
    }
  }

  int status() {
    return status;
  }

  /** Whether the app said for itself how long this host is for HTTPS only. */
  boolean saysHsts() {
    return saysHsts;
  }

  /** What is written so far. */
  ByteBuf block() {
    return block;
  }

  @Override
  public AnswerHead field(FieldName name, String value) {
    if (crosses(name)) {
      FieldBlock.name(block, name);
      FieldBlock.value(block, value);
    }
    return this;
  }

  @Override
  public AnswerHead field(String name, String value) {
    FieldName known = FieldBlock.isReady(name) ? null : FieldName.of(name);
    if (known == null || crosses(known)) {
      FieldBlock.name(block, name);
      FieldBlock.value(block, value);
    }
    return this;
  }

  @Override
  public AnswerHead number(FieldName name, long number) {
    return field(name, Long.toString(number));
  }

  @Override
  public AnswerHead copy(Head from, int i) {
    FieldName known = from.name(i);
    saysHsts |= known == FieldName.STRICT_TRANSPORT_SECURITY;
    if (known == null || crosses(known)) {
      FieldBlock.field(block, from, i);
    }
    return this;
  }

  @Override
  public AnswerHead ready(ReadyFields fields) {
    block.writeBytes(fields.block());
    return this;
  }

  @Override
  public void discard() {
    block.release();
  }

  /** RFC 9113 §8.2.2. */
  private static boolean crosses(FieldName name) {
    return switch (name) {
      case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, TRANSFER_ENCODING, UPGRADE -> false;
      default -> true;
    };
  }
}
