package dev.handoff.core.ranges;

/**
 * One satisfiable byte range (RFC 9110 §14.1.2).
 *
 * @param first offset of the first byte, zero-based
 * @param last offset of the last byte, inclusive
 */
public record ByteRange(long first, long last) {
  public ByteRange {
    if (first < 0 || last < first || last == Long.MAX_VALUE) {
      throw new IllegalArgumentException("need 0 <= first <= last, got " + first + "-" + last);
    }
  }

  /** Size in bytes; never zero. */
  public long length() {
    return last - first + 1;
  }

  /** Value of Content-Range for a part of a representation of that many bytes. */
  public String contentRange(long completeLength) {
    return "bytes " + first + '-' + last + '/' + completeLength;
  }

  /** Overlapping, or one beginning right behind the other. */
  boolean touches(ByteRange other) {
    return first <= other.last + 1 && other.first <= last + 1;
  }

  ByteRange union(ByteRange other) {
    return new ByteRange(Math.min(first, other.first), Math.max(last, other.last));
  }
}
