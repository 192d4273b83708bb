package dev.handoff.gateway.wire;

import java.util.List;
import java.util.Optional;

/**
 * One request as an app received it.
 *
 * @param connection number of the connection, counted from 0
 * @param head all octets up to and with the empty line (Latin-1)
 * @param fields as far as the lines could be told apart
 * @param body after the framing was taken off; empty as long as it was not read
 * @param trailers of a chunked body
 */
public record ReceivedRequest(
    int connection, String head, List<Field> fields, byte[] body, List<Field> trailers) {

  private String[] requestLine() {
    return head.lines().findFirst().orElse("").split(" ", -1);
  }

  public String method() {
    return requestLine()[0];
  }

  /** Exact octets (Latin-1). */
  public String target() {
    String[] parts = requestLine();
    return parts.length > 1 ? parts[1] : "";
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

  ReceivedRequest withBody(byte[] octets, List<Field> after) {
    return new ReceivedRequest(connection, head, fields, octets, after);
  }

  @Override
  public String toString() {
    return "connection " + connection + ": " + Octets.show(Octets.latin1(head)) + text();
  }
}
