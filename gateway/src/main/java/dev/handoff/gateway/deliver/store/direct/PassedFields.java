package dev.handoff.gateway.deliver.store.direct;

import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldSyntax;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.http1.ResponseHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fields that cross between clients and stores: those a location lists, and only some of them. */
final class PassedFields {
  private PassedFields() {}

  /** Of a client's request: never what names the client or its rights, whatever was listed. */
  static List<Field> of(RequestHead request, List<String> listed) {
    if (listed.isEmpty()) {
      return List.of();
    }
    List<Field> fields = new ArrayList<>(listed.size());
    for (String name : listed) {
      FieldName known = FieldName.of(name);
      if (known == null || mayLeave(known)) {
        for (String value : request.lines(name)) {
          fields.add(new Field(name, value));
        }
      }
    }
    return fields;
  }

  private static boolean mayLeave(FieldName name) {
    return name.kind() == FieldName.Kind.PLAIN
        && switch (name) {
          case HOST, ACCEPT_ENCODING, AUTHORIZATION, COOKIE, EXPECT -> false;
          default -> true;
        };
  }

  /**
   * Of a store's answer: the listed ones, by lower-case name, but for those that are facts of the
   * object; several lines are one list.
   */
  static Map<String, String> kept(ResponseHead head, List<String> listed) {
    Map<String, String> kept = new HashMap<>(4);
    for (String name : listed) {
      List<String> values = isFact(name) ? List.of() : head.lines(name);
      if (!values.isEmpty()) {
        String joined = FieldSyntax.trimOws(String.join(", ", values));
        if (FieldSyntax.isValue(joined)) {
          kept.put(name, joined);
        }
      }
    }
    return kept;
  }

  private static boolean isFact(String name) {
    return switch (name) {
      case "content-type", "content-encoding", "etag", "last-modified" -> true;
      default -> false;
    };
  }
}
