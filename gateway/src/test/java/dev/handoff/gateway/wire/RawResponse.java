package dev.handoff.gateway.wire;

import java.util.List;
import java.util.Optional;

/**
 * One answer as it stood on the wire.
 *
 * @param interim heads of 1xx answers that came before
 * @param statusLine without the line end
 * @param fields in order, as sent
 * @param body after the framing was taken off; as far as it came
 * @param trailers of a chunked body
 * @param completeness whether all came that was announced
 */
public record RawResponse(
    List<Interim> interim,
    String statusLine,
    List<Field> fields,
    Framing framing,
    byte[] body,
    List<Field> trailers,
    Completeness completeness) {

  /** A head before the final one. */
  public record Interim(String statusLine, List<Field> fields) {}

  /** What says where the body ends (RFC 9112 §6.3). */
  public enum Framing {
    /** HEAD, 204, 304: none can follow. */
    NONE,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  /** Whether the body ended where it should. */
  public enum Completeness {
    COMPLETE,
    /** FIN before the announced end. */
    CUT_BY_CLOSE,
    /** RST before the announced end. */
    CUT_BY_RESET
  }

  public int status() {
    return Integer.parseInt(statusLine.substring(9, 12));
  }

  /** The value of a field that may stand there once at most. */
  public Optional<String> field(String name) {
    return Field.value(fields, name);
  }

  public List<String> values(String name) {
    return Field.values(fields, name);
  }

  /** Latin-1. */
  public String text() {
    return Octets.latin1(body);
  }

  public boolean isComplete() {
    return completeness == Completeness.COMPLETE;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    interim.forEach(i -> out.append(i.statusLine()).append(" (interim)\n"));
    out.append(statusLine).append('\n');
    fields.forEach(f -> out.append(f.line()).append('\n'));
    out.append("(").append(framing).append(", ").append(completeness).append(", ");
    out.append(body.length).append(" octets)\n");
    byte[] shown = body.length > 600 ? java.util.Arrays.copyOf(body, 600) : body;
    return out.append(Octets.show(shown)).toString();
  }
}
