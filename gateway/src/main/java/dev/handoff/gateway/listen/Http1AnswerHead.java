package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.ReadyFields;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.Head;
import io.netty.buffer.ByteBuf;

/** An answer's head as octets, written once and straight into the buffer that is sent. */
final class Http1AnswerHead implements AnswerHead {
  private static final int CRLF = '\r' << 8 | '\n';

  private final int status;
  private final ByteBuf octets;
  private boolean saysHsts;

  Http1AnswerHead(int status, byte[] dateLine, ByteBuf octets) {
    this.status = status;
    this.octets = octets;
    octets.writeBytes(StatusLines.of(status));
    // An interim answer has no Date of its own.
    if (status >= 200) {
      octets.writeBytes(dateLine);
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
  ByteBuf octets() {
    return octets;
  }

  /** Ends the head; the caller owns the buffer, which has room for a little content. */
  ByteBuf complete() {
    octets.writeShort(CRLF);
    return octets;
  }

  @Override
  public AnswerHead field(FieldName name, String value) {
    octets.writeBytes(name.linePrefix());
    return value(value);
  }

  @Override
  public AnswerHead field(String name, String value) {
    latin1(name);
    octets.writeShort(':' << 8 | ' ');
    return value(value);
  }

  @Override
  public AnswerHead number(FieldName name, long number) {
    octets.writeBytes(name.linePrefix());
    return value(Long.toString(number));
  }

  @Override
  public AnswerHead copy(Head from, int i) {
    saysHsts |= from.name(i) == FieldName.STRICT_TRANSPORT_SECURITY;
    from.copyLine(i, octets);
    return this;
  }

  @Override
  public AnswerHead ready(ReadyFields fields) {
    octets.writeBytes(fields.lines());
    return this;
  }

  /** Adds lines of ours, each {@code name: value CRLF}. */
  void lines(byte[] ready) {
    octets.writeBytes(ready);
  }

  @Override
  public void discard() {
    octets.release();
  }

  private AnswerHead value(String value) {
    latin1(value);
    octets.writeShort(CRLF);
    return this;
  }

  /** The last door before the wire: what could split the head never passes it. */
  private void latin1(String text) {
    octets.ensureWritable(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F || c > 0xFF) {
        throw new IllegalArgumentException("a field with octet " + (int) c + " at " + i);
      }
      octets.writeByte(c);
    }
  }
}
