package dev.handoff.testkit.listen;

import dev.handoff.core.fields.FieldLines;
import dev.handoff.testkit.exchange.FieldLine;
import java.util.List;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param target in any form that HTTP knows; mostly path and query
 * @param fields every line, in order
 * @param content never cut: such a request is not received
 */
public record Received(String method, String target, List<FieldLine> fields, Content content) {

  /** Octets that may be in a record: two contents are alike only if they are the same. */
  public static final class Content {
    private final byte[] octets;

    Content(byte[] octets) {
      this.octets = octets;
    }

    public byte[] octets() {
      return octets;
    }
  }

  /** The path of the target, encoded as it came. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Behind the question mark, encoded as it came. */
  public Optional<String> query() {
    int query = target.indexOf('?');
    return query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1));
  }

  public boolean isHead() {
    return method.equals("HEAD");
  }

  public Optional<String> field(String name) {
    return fields.stream().filter(line -> line.isNamed(name)).map(FieldLine::value).findFirst();
  }

  public FieldLines lines() {
    return name ->
        fields.stream().filter(line -> line.isNamed(name)).map(FieldLine::value).toList();
  }
}
