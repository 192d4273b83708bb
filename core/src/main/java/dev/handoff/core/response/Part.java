package dev.handoff.core.response;

import dev.handoff.core.ranges.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One part of a multipart answer.
 *
 * @param head delimiter and fields, to be written before the slice; one octet a char
 * @param range the slice
 */
public record Part(String head, ByteRange range) {
  private static final String CRLF = "\r\n";

  /** The head as it goes on the wire. */
  public byte[] headOctets() {
    return head.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Head and slice together, in bytes. */
  long length() {
    return head.length() + range.length();
  }

  static List<Part> of(Representation representation, List<ByteRange> ranges, String boundary) {
    String type =
        representation.contentType().map(value -> "Content-Type: " + value + CRLF).orElse("");
    long completeLength = representation.length().orElseThrow();
    List<Part> parts = new ArrayList<>(ranges.size());
    for (ByteRange range : ranges) {
      String head =
          (parts.isEmpty() ? "--" : CRLF + "--")
              + boundary
              + CRLF
              + type
              + "Content-Range: "
              + range.contentRange(completeLength)
              + CRLF
              + CRLF;
      parts.add(new Part(head, range));
    }
    return parts;
  }

  static String closingDelimiter(String boundary) {
    return CRLF + "--" + boundary + "--" + CRLF;
  }
}
