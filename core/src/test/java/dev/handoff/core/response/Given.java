package dev.handoff.core.response;

import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.Validators;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The world the tables of this package stand in: a file with the tag {@code "v1"}, modified half a
 * second past {@code SAME}, and a clock long after.
 */
final class Given {
  static final Instant MODIFIED = Instant.parse("2025-03-10T12:00:00.500Z");
  static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  static final String SAME = "Mon, 10 Mar 2025 12:00:00 GMT";
  static final String BOUNDARY = "0123456789abcdef0123456789abcdef";

  private static final EntityTag TAG = new EntityTag("v1", false);

  private Given() {}

  /** The file, with that many bytes. */
  static Representation file(long length) {
    return file(length, new Validators(Optional.of(TAG), Optional.of(MODIFIED)));
  }

  static Representation file(long length, Validators validators) {
    return Representation.of(
        OptionalLong.of(length), validators, Optional.of("text/plain; charset=utf-8"), true);
  }

  /** Made while it is sent: nobody knows how long it will be. */
  static Representation stream() {
    return Representation.of(OptionalLong.empty(), Validators.NONE, Optional.of("text/csv"), true);
  }

  static ResponsePlan decide(FileRequest request, Representation representation) {
    return FileResponse.decide(request, representation, NOW, RangeLimits.DEFAULT, () -> BOUNDARY);
  }

  static ResponsePlan get(Representation representation, String fields) {
    return decide(request("GET", fields), representation);
  }

  /**
   * A request with fields written {@code Name: value & Name: value}. The words SAME, EARLIER, LATER
   * and FRESH stand for dates: the file's own, a second around it, and now; TAB for a tab.
   */
  static FileRequest request(String method, String fields) {
    return FileRequest.of(method, lines(fields));
  }

  static FieldLines lines(String fields) {
    List<Field> parsed = new ArrayList<>();
    for (String field : fields.isBlank() ? new String[0] : fields.split(" & ", -1)) {
      int colon = field.indexOf(':');
      parsed.add(new Field(field.substring(0, colon), expand(field.substring(colon + 1)).strip()));
    }
    return FieldLines.of(parsed);
  }

  private static String expand(String value) {
    return value
        .replace("SAME", SAME)
        .replace("EARLIER", "Mon, 10 Mar 2025 11:59:59 GMT")
        .replace("LATER", "Mon, 10 Mar 2025 12:00:01 GMT")
        .replace("FRESH", "Sat, 21 Nov 2026 09:00:00 GMT")
        .replace("TAB", "\t");
  }

  /** Value of a field the plan owns, or "-". */
  static String value(ResponsePlan plan, String name) {
    List<String> values = FieldLines.of(plan.fields()).lines(name);
    if (values.size() > 1) {
      throw new AssertionError("two lines of " + name + ": " + values);
    }
    return values.isEmpty() ? "-" : values.get(0);
  }

  /** What goes out before the content, in short: status, then Content-Range or Content-Type. */
  static String outcome(ResponsePlan plan) {
    return switch (plan.status()) {
      case 206 ->
          plan instanceof ResponsePlan.MultiPart multi
              ? "206 " + multi.parts().stream().map(part -> shown(part)).toList()
              : "206 " + value(plan, "Content-Range");
      case 416 -> "416 " + value(plan, "Content-Range");
      default -> Integer.toString(plan.status());
    };
  }

  private static String shown(Part part) {
    return part.range().first() + "-" + part.range().last();
  }
}
