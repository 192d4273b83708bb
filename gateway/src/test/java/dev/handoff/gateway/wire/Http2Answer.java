package dev.handoff.gateway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What came on one stream of HTTP/2. */
public final class Http2Answer {
  private final int stream;
  private final List<Integer> interim = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();
  private final List<Field> trailers = new ArrayList<>();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private int status;
  private boolean ended;
  private OptionalInt reset = OptionalInt.empty();

  Http2Answer(int stream) {
    this.stream = stream;
  }

  void headers(List<Field> decoded, boolean end) {
    live();
    if (status != 0) {
      trailers.addAll(decoded);
    } else {
      Field first = decoded.getFirst();
      if (!first.name().equals(":status")) {
        throw new AssertionError("no :status first: " + decoded);
      }
      int came = Integer.parseInt(first.value());
      if (came < 200) {
        interim.add(came);
      } else {
        status = came;
        fields.addAll(decoded.subList(1, decoded.size()));
      }
    }
    ended |= end;
  }

  void data(byte[] octets, boolean end) {
    live();
    if (status == 0) {
      throw new AssertionError("DATA before HEADERS on stream " + stream);
    }
    content.writeBytes(octets);
    ended |= end;
  }

  private void live() {
    if (ended || reset.isPresent()) {
      throw new AssertionError("a frame behind the end of stream " + stream);
    }
  }

  void reset(int code) {
    reset = OptionalInt.of(code);
  }

  /** Of the final answer; 0 when none came. */
  public int status() {
    return status;
  }

  public boolean hasStatus() {
    return status != 0;
  }

  /** Statuses of interim answers, in order. */
  public List<Integer> interim() {
    return interim;
  }

  public Optional<String> field(String lowerCase) {
    return fields.stream()
        .filter(field -> field.name().equals(lowerCase))
        .map(Field::value)
        .findFirst();
  }

  public List<Field> fields() {
    return fields;
  }

  public List<Field> trailers() {
    return trailers;
  }

  public byte[] content() {
    return content.toByteArray();
  }

  public String text() {
    return content.toString(ISO_8859_1);
  }

  /** Whether it came to its end. */
  public boolean isWhole() {
    return ended;
  }

  /** The code of a reset, if one came. */
  public OptionalInt reset() {
    return reset;
  }

  public boolean isOver() {
    return ended || reset.isPresent();
  }

  @Override
  public String toString() {
    return "stream "
        + stream
        + ": "
        + status
        + " "
        + content.size()
        + " octets, whole "
        + ended
        + ", reset "
        + reset;
  }
}
