package dev.handoff.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes fields out of an answer that has not begun. Servlet 6.0 has no way to remove one: all are
 * cleared, and the others put back.
 */
final class FieldsDropped {
  /** What follows from bytes: whoever sends them says it anew. */
  static final Set<String> OF_BYTES =
      names("Accept-Ranges", "Content-Length", "Content-Range", "ETag", "Last-Modified");

  /** What says that it is a part. */
  static final Set<String> OF_RANGE = names("Content-Length", "Content-Range");

  /** What nobody wants to see on an error, or beside a 304. */
  static final Set<String> OF_FILE =
      names(
          "Accept-Ranges",
          "Content-Digest",
          "Content-Disposition",
          "Content-Encoding",
          "Content-Length",
          "Content-MD5",
          "Content-Range",
          "Digest",
          "ETag",
          "Last-Modified",
          "Repr-Digest");

  private FieldsDropped() {}

  private static Set<String> names(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return set;
  }

  /** Also what was written so far is gone, if anything had to be dropped. */
  static void from(HttpServletResponse response, Set<String> dropped) {
    // Tomcat keeps a length that was set by its own method apart from the other fields.
    if (dropped.contains("Content-Length")) {
      response.setContentLengthLong(-1);
    }
    if (dropped.stream().noneMatch(response::containsHeader)) {
      return;
    }
    Map<String, List<String>> kept = new LinkedHashMap<>();
    for (String name : response.getHeaderNames()) {
      if (!dropped.contains(name) && !name.equalsIgnoreCase("Content-Type")) {
        kept.put(name, new ArrayList<>(response.getHeaders(name)));
      }
    }
    @Nullable String type = response.getContentType();
    int status = response.getStatus();
    response.reset();
    response.setStatus(status);
    if (type != null) {
      response.setContentType(type);
    }
    kept.forEach((name, values) -> restore(name, values, response));
  }

  /** A container may have put back some itself: a date, a session's cookie. */
  private static void restore(String name, List<String> values, HttpServletResponse response) {
    if (name.equalsIgnoreCase("Set-Cookie")) {
      for (String value : values) {
        if (!response.getHeaders(name).contains(value)) {
          response.addHeader(name, value);
        }
      }
      return;
    }
    response.setHeader(name, values.get(0));
    values.stream().skip(1).forEach(value -> response.addHeader(name, value));
  }
}
