package dev.handoff.gateway.deliver.store.direct;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.ranges.RangeSpec;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.ReceivedRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a good store does with one object: ranges, If-Match, If-None-Match, If-Range. Tests spoil
 * it.
 */
record ObjectStore(byte[] content, String tag, String modified, List<String> fields)
    implements Function<ReceivedRequest, Answer> {
  static final String TAG = "\"v1\"";
  static final String MODIFIED = "Mon, 06 May 2024 07:08:09 GMT";
  static final String DATE = "Sat, 21 Nov 2026 09:00:00 GMT";

  /** An object whose octets tell their place. */
  static ObjectStore of(int length) {
    return new ObjectStore(content(length), TAG, MODIFIED, List.of("Content-Type: image/png"));
  }

  static byte[] content(int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) ('a' + (i + i / 26) % 26);
    }
    return content;
  }

  ObjectStore with(String... more) {
    return new ObjectStore(content, tag, modified, List.of(more));
  }

  ObjectStore tagged(String other) {
    return new ObjectStore(content, other, modified, fields);
  }

  ObjectStore modified(String other) {
    return new ObjectStore(content, tag, other, fields);
  }

  @Override
  public Answer apply(ReceivedRequest request) {
    if (request.field("If-Match").filter(wanted -> !wanted.equals(tag)).isPresent()) {
      return Answer.of(412, "Date: " + DATE);
    }
    if (request.field("If-None-Match").filter(known -> known.equals(tag)).isPresent()) {
      return answer(304, new byte[0]);
    }
    Optional<RangeSpec> asked =
        request
            .field("Range")
            .filter(range -> request.field("If-Range").map(known -> known.equals(tag)).orElse(true))
            .flatMap(range -> RangeSpec.firstOf(range, RangeLimits.DEFAULT));
    if (asked.isEmpty()) {
      return answer(200, content);
    }
    Optional<ByteRange> range = asked.get().in(content.length);
    if (range.isEmpty()) {
      return Answer.of(416, "Date: " + DATE, "Content-Range: bytes */" + content.length);
    }
    return part(range.get());
  }

  Answer part(ByteRange range) {
    return answer(206, slice(range), "Content-Range: " + range.contentRange(content.length));
  }

  byte[] slice(ByteRange range) {
    return Arrays.copyOfRange(content, (int) range.first(), (int) range.last() + 1);
  }

  Answer answer(int status, byte[] body, String... more) {
    return Answer.of(status, lines(more), body);
  }

  List<String> lines(String... more) {
    List<String> lines = new ArrayList<>();
    lines.add("Date: " + DATE);
    if (!tag.isEmpty()) {
      lines.add("ETag: " + tag);
    }
    if (!modified.isEmpty()) {
      lines.add("Last-Modified: " + modified);
    }
    lines.addAll(fields);
    lines.addAll(List.of(more));
    return lines;
  }

  /** A head alone, for an answer that ends some other way. */
  String head(int status, String... more) {
    return "HTTP/1.1 " + status + " Scripted\r\n" + String.join("\r\n", lines(more)) + "\r\n\r\n";
  }
}
