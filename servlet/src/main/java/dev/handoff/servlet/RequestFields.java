package dev.handoff.servlet;

import dev.handoff.core.fields.FieldLines;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a request as core reads them. */
final class RequestFields {
  private RequestFields() {}

  static FieldLines of(HttpServletRequest request) {
    return name -> {
      // Null is how a container says that it keeps fields to itself.
      @Nullable Enumeration<String> lines = request.getHeaders(name);
      return lines == null ? List.of() : Collections.list(lines);
    };
  }
}
