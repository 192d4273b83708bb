package dev.handoff.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Fills a head from a protocol that sends fields without lines, so that everything behind sees what
 * it would see of HTTP/1. Limits and octets are checked as {@link HeadReader} does.
 */
public final class HeadComposer {
  private static final byte[] HOST = "host".getBytes(ISO_8859_1);
  private static final byte[] COOKIE = "cookie".getBytes(ISO_8859_1);

  private final Head head;
  private final int lineLimit;
  private final int fieldLimit;
  private int authority = -1;
  private int cookies;
  private int lines;
  private boolean legal = true;

  /**
   * @param head has been cleared
   * @param lineLimit longest target or field in octets, inclusive
   * @param fieldLimit most fields, inclusive
   */
  public HeadComposer(Head head, int lineLimit, int fieldLimit) {
    this.head = head;
    this.lineLimit = lineLimit;
    this.fieldLimit = fieldLimit;
  }

  /** The method; false when it is no token. */
  public boolean method(byte[] from, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (!Octets.isToken(from[i])) {
        return false;
      }
    }
    int start = head.append(from, offset, length);
    ((RequestHead) head).method(start, head.length);
    return length > 0;
  }

  public void target(byte[] from, int offset, int length) throws MalformedMessageException {
    if (length > lineLimit) {
      throw new MalformedMessageException(414, "a target over " + lineLimit + " octets");
    }
    for (int i = offset; i < offset + length; i++) {
      if (!Octets.isTarget(from[i])) {
        throw new MalformedMessageException(400, "an illegal octet in the request target");
      }
    }
    int start = head.append(from, offset, length);
    ((RequestHead) head).target(start, head.length);
  }

  /** Who is asked; stands for the field Host. */
  public void authority(byte[] from, int offset, int length) throws MalformedMessageException {
    authority = head.fieldCount();
    add(HOST, 0, HOST.length, from, offset, length);
  }

  /**
   * A field; {@link #isLegal} says whether its name is a token in lower case and its value holds
   * only what a value may.
   *
   * @return the constant of its name, or null
   */
  public @Nullable FieldName field(
      byte[] name, int nameOffset, int nameLength, byte[] value, int offset, int length)
      throws MalformedMessageException {
    for (int i = nameOffset; i < nameOffset + nameLength; i++) {
      byte c = name[i];
      legal &= Octets.isToken(c) && (c < 'A' || c > 'Z');
    }
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      legal &= Octets.isValue(value[i]);
    }
    legal &= nameLength > 0;
    legal &= length == 0 || !(isSpace(value[offset]) || isSpace(value[end - 1]));
    if (!legal) {
      return null;
    }
    add(name, nameOffset, nameLength, value, offset, length);
    return head.name(head.fieldCount() - 1);
  }

  /** Whether every field so far had a legal name and value. */
  public boolean isLegal() {
    return legal;
  }

  private void add(
      byte[] name, int nameOffset, int nameLength, byte[] value, int offset, int length)
      throws MalformedMessageException {
    // As a line would have it, with the colon, a space and CRLF.
    if (nameLength + length + 4 > lineLimit) {
      throw new MalformedMessageException(431, "a line over " + lineLimit + " octets");
    }
    if (++lines > fieldLimit) {
      throw new MalformedMessageException(431, "more than " + fieldLimit + " field lines");
    }
    int nameStart = head.append(name, nameOffset, nameLength);
    int valueStart = head.append(value, offset, length);
    head.addField(nameStart, valueStart, valueStart, head.length);
    if (head.name(head.fieldCount() - 1) == FieldName.COOKIE) {
      cookies++;
    }
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  /**
   * Ends a request: one Host, one Cookie, and the framing settled.
   *
   * @param bodyFollows whether the request has more than its head
   */
  public void completeRequest(boolean bodyFollows) throws MalformedMessageException {
    host();
    if (cookies > 1) {
      joinCookies();
    }
    head.versionOneOne = true;
    ((RequestHead) head).versionTwo();
    Framing.settle(head, bodyFollows ? BodyFraming.CHUNKED : BodyFraming.NONE);
  }

  /** RFC 9113 §8.3.1: a Host beside :authority says the same. */
  private void host() throws MalformedMessageException {
    int host = head.indexOf(FieldName.HOST, 0);
    if (host < 0) {
      throw new MalformedMessageException(400, "neither :authority nor Host");
    }
    if (!Authority.isValid(head.octets, head.valueStart(host), head.valueEnd(host))) {
      throw new MalformedMessageException(400, "a Host that is not host or host:port");
    }
    int second = head.indexOf(FieldName.HOST, host + 1);
    if (second < 0) {
      return;
    }
    boolean same =
        authority >= 0
            && head.indexOf(FieldName.HOST, second + 1) < 0
            && head.value(host).equalsIgnoreCase(head.value(second));
    if (!same) {
      throw new MalformedMessageException(400, "a Host that is not :authority");
    }
    head.removeField(second);
  }

  /** RFC 9113 §8.2.3: they were split for compression only. */
  private void joinCookies() {
    byte[] separator = {';', ' '};
    int start = -1;
    for (int i = head.indexOf(FieldName.COOKIE, 0); i >= 0; i = head.indexOf(FieldName.COOKIE, i)) {
      int from = head.valueStart(i);
      int length = head.valueEnd(i) - from;
      if (start < 0) {
        start = head.append(head.octets, from, length);
      } else {
        head.append(separator, 0, 2);
        head.append(head.octets, from, length);
      }
      head.removeField(i);
    }
    int end = head.length;
    int name = head.append(COOKIE, 0, COOKIE.length);
    head.addField(name, head.length, start, end);
  }
}
