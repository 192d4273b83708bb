package dev.handoff.gateway.http1;

import io.netty.buffer.ByteBuf;

/**
 * Reads one head, however its octets arrive, line by line and strictly.
 *
 * <p>Refused: a line that ends in a bare LF, obs-fold, a space before the colon, an empty name,
 * control octets in a value (RFC 9112 §2.2, §5.1, §5.2).
 */
public final class HeadReader {
  private static final int STEP = 2048;

  private final int lineLimit;
  private final int headLimit;
  private final int fieldLimit;

  private Head head;
  private int lineStart;
  private int scanned;
  private boolean startLineSeen;

  /**
   * @param lineLimit longest line in octets, inclusive
   * @param headLimit longest head in octets, inclusive
   * @param fieldLimit most field lines, inclusive
   */
  public HeadReader(Head head, int lineLimit, int headLimit, int fieldLimit) {
    this.head = head;
    this.lineLimit = lineLimit;
    this.headLimit = headLimit;
    this.fieldLimit = fieldLimit;
  }

  /** Starts over, filling {@code next}, which has been cleared. */
  public void restart(Head next) {
    head = next;
    lineStart = 0;
    scanned = 0;
    startLineSeen = false;
  }

  /** Trailers are a head whose first line is a field already. */
  void expectNoStartLine() {
    startLineSeen = true;
  }

  /** Whether octets of a head have arrived that is not complete yet. */
  public boolean isUnderWay() {
    return head.length > 0;
  }

  /**
   * Takes octets up to the end of the head and no further.
   *
   * @return true when the head is complete
   * @throws MalformedMessageException when it never will be
   */
  public boolean read(ByteBuf in) throws MalformedMessageException {
    while (in.isReadable()) {
      int step = Math.min(in.readableBytes(), STEP);
      head.append(in, step);
      while (scanned < head.length) {
        if (head.octets[scanned++] != '\n') {
          continue;
        }
        if (endOfLine()) {
          // What was copied beyond the head belongs to the body.
          in.readerIndex(in.readerIndex() - (head.length - scanned));
          head.length = scanned;
          head.complete();
          return true;
        }
      }
      checkLimits();
    }
    return false;
  }

  private boolean endOfLine() throws MalformedMessageException {
    int end = scanned - 2;
    if (end < lineStart || head.octets[end] != '\r') {
      throw new MalformedMessageException(400, "a line ends in a bare LF");
    }
    int start = lineStart;
    lineStart = scanned;
    checkLine(end - start);
    if (end == start) {
      // RFC 9112 §2.2: an empty line before the first is skipped.
      return startLineSeen;
    }
    if (!startLineSeen) {
      head.startLine(start, end);
      startLineSeen = true;
    } else {
      fieldLine(start, end);
    }
    return false;
  }

  private void fieldLine(int start, int end) throws MalformedMessageException {
    if (head.fieldCount() == fieldLimit) {
      throw new MalformedMessageException(431, "more than " + fieldLimit + " field lines");
    }
    addFieldLine(head, start, end);
  }

  private static void addFieldLine(Head head, int start, int end) throws MalformedMessageException {
    byte[] octets = head.octets;
    int colon = start;
    while (colon < end && Octets.isToken(octets[colon])) {
      colon++;
    }
    if (colon == start || colon == end || octets[colon] != ':') {
      throw new MalformedMessageException(400, whyNoName(octets, start, colon, end));
    }
    int from = colon + 1;
    int to = end;
    while (from < to && isSpace(octets[from])) {
      from++;
    }
    while (to > from && isSpace(octets[to - 1])) {
      to--;
    }
    for (int i = from; i < to; i++) {
      if (!Octets.isValue(octets[i])) {
        throw new MalformedMessageException(400, "a control octet in a field value");
      }
    }
    head.addField(start, colon, from, to);
  }

  private static String whyNoName(byte[] octets, int start, int colon, int end) {
    if (colon < end && isSpace(octets[colon])) {
      return colon == start ? "a folded field line (obs-fold)" : "a space before the colon";
    }
    return colon == end ? "a field line without a colon" : "a field name that is not a token";
  }

  private void checkLimits() throws MalformedMessageException {
    checkLine(head.length - lineStart);
    if (head.length > headLimit) {
      throw new MalformedMessageException(431, "a head over " + headLimit + " octets");
    }
  }

  private void checkLine(int octets) throws MalformedMessageException {
    if (octets > lineLimit) {
      throw new MalformedMessageException(
          startLineSeen ? 431 : 414, "a line over " + lineLimit + " octets");
    }
    if (scanned > headLimit) {
      throw new MalformedMessageException(431, "a head over " + headLimit + " octets");
    }
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\t';
  }
}
