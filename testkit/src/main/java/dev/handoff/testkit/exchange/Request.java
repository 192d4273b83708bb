package dev.handoff.testkit.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * What is asked. Immutable.
 *
 * @param method as it is sent
 * @param target path and query, percent-encoded, as they are sent
 * @param fields beside {@code Host} and {@code Connection}, which the client writes
 */
public record Request(String method, String target, List<FieldLine> fields) {
  public Request {
    fields = List.copyOf(fields);
  }

  public static Request of(String method, String target) {
    return new Request(method, target, List.of());
  }

  public static Request get(String target) {
    return of("GET", target);
  }

  public static Request head(String target) {
    return of("HEAD", target);
  }

  /** The same with one field line more. */
  public Request with(String name, String value) {
    List<FieldLine> more = new ArrayList<>(fields);
    more.add(FieldLine.of(name, value));
    return new Request(method, target, more);
  }

  /** Whether a field of that name is sent. */
  public boolean sends(String name) {
    return fields.stream().anyMatch(field -> field.isNamed(name));
  }
}
