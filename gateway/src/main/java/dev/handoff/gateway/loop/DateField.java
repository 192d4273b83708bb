package dev.handoff.gateway.loop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.validators.HttpDate;
import dev.handoff.gateway.http2.FieldBlock;

/** The Date field (RFC 9110 §6.6.1), made once a second instead of once an answer. */
public final class DateField {
  private long second = Long.MIN_VALUE;
  private byte[] line = {};
  private byte[] block = {};

  /** {@code Date: …CRLF} for now; the array is shared and must not be changed. */
  public byte[] line() {
    renew();
    return line;
  }

  /** The same as a part of an HTTP/2 field block. */
  public byte[] block() {
    renew();
    return block;
  }

  private void renew() {
    long now = System.currentTimeMillis() / 1000;
    if (now != second) {
      second = now;
      line = ("Date: " + HttpDate.format(now) + "\r\n").getBytes(ISO_8859_1);
      block = FieldBlock.ofLines(line);
    }
  }
}
