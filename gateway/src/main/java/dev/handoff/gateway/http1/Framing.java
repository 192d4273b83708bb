package dev.handoff.gateway.http1;

/** Content-Length and Transfer-Encoding: exactly one of them, exactly right (RFC 9112 §6). */
final class Framing {
  private Framing() {}

  /**
   * @param without the framing of a message that has neither field
   */
  static void settle(Head head, BodyFraming without) throws MalformedMessageException {
    int length = head.indexOf(FieldName.CONTENT_LENGTH, 0);
    int coding = head.indexOf(FieldName.TRANSFER_ENCODING, 0);
    if (length >= 0 && coding >= 0) {
      throw new MalformedMessageException(400, "Content-Length beside Transfer-Encoding");
    }
    if (coding >= 0) {
      if (head.indexOf(FieldName.TRANSFER_ENCODING, coding + 1) >= 0
          || !head.valueIs(coding, "chunked")) {
        throw new MalformedMessageException(400, "a Transfer-Encoding other than chunked");
      }
      if (!head.isVersionOneOne()) {
        throw new MalformedMessageException(400, "Transfer-Encoding in HTTP/1.0");
      }
      head.framing = BodyFraming.CHUNKED;
    } else if (length >= 0) {
      if (head.indexOf(FieldName.CONTENT_LENGTH, length + 1) >= 0) {
        throw new MalformedMessageException(400, "two Content-Length fields");
      }
      head.contentLength = digits(head.octets, head.valueStart(length), head.valueEnd(length));
      head.framing = head.contentLength == 0 ? BodyFraming.NONE : BodyFraming.LENGTH;
    } else {
      head.framing = without;
    }
  }

  private static long digits(byte[] octets, int from, int to) throws MalformedMessageException {
    // 18 digits stay far below 2^63; nothing real is longer.
    if (from == to || to - from > 18) {
      throw new MalformedMessageException(400, "a Content-Length of no or too many digits");
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (!RequestHead.isDigit(octets[i])) {
        throw new MalformedMessageException(400, "a Content-Length that is not all digits");
      }
      value = value * 10 + (octets[i] - '0');
    }
    return value;
  }
}
