package dev.handoff.gateway.differential;

import dev.handoff.core.handoff.ControlFields;
import dev.handoff.gateway.wire.Field;
import dev.handoff.gateway.wire.RawResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether two fronts gave the same answer: status, every field line, body octets.
 *
 * <p>Left out, because they differ in every answer and say nothing about the file:
 *
 * <ul>
 *   <li>{@code Date}, {@code Server}, {@code Connection}, {@code Keep-Alive};
 *   <li>the value of {@code ETag}: each front has its own form. Whether there is one, and whether
 *       it is weak, is compared;
 *   <li>{@code Accept-Ranges: bytes} of a 206, which nginx leaves out (file-responses E21), and the
 *       {@code Last-Modified} of a 304 that has an {@code ETag}, which we leave out: the tag
 *       decides;
 *   <li>the boundary of {@code multipart/byteranges} with the empty line that nginx puts before the
 *       first, and so the whole length;
 *   <li>what the gateway adds to file answers by policy: {@code X-Content-Type-Options: nosniff},
 *       and {@code Cache-Control: private, no-cache} where nginx sends none;
 *   <li>the page of an error the fronts make themselves (body, its type and length, {@code
 *       Cache-Control: no-store}).
 * </ul>
 */
final class Sameness {
  private static final Set<String> NOT_COMPARED =
      Set.of("date", "server", "connection", "keep-alive", "x-content-type-options");
  private static final Set<String> ERROR_PAGE =
      Set.of("content-type", "content-length", "cache-control");
  private static final List<String> SINGLE =
      List.of(
          "Content-Type",
          "Content-Length",
          "Content-Range",
          "ETag",
          "Last-Modified",
          "Accept-Ranges",
          "X-Content-Type-Options",
          "Server");
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");

  private Sameness() {}

  /** What differs; empty when nothing does. */
  static Optional<String> difference(RawResponse nginx, RawResponse ours) {
    if (nginx.status() != ours.status()) {
      return Optional.of("status " + nginx.status() + " and " + ours.status());
    }
    boolean ownError =
        ours.status() >= 400
            && ours.field("Content-Type").orElse("").startsWith("application/problem+json");
    boolean multipart = boundary(nginx).isPresent();
    TreeMap<String, List<String>> left = fields(nginx, ownError, multipart);
    TreeMap<String, List<String>> right = fields(ours, ownError, multipart);
    if (List.of("private, no-cache").equals(right.get("cache-control"))
        && !left.containsKey("cache-control")) {
      right.remove("cache-control");
    }
    if (ours.status() == 206 && List.of("bytes").equals(right.get("accept-ranges"))) {
      right.remove("accept-ranges");
    }
    if (ours.status() == 304 && right.containsKey("etag")) {
      left.remove("last-modified");
    }
    if (!left.equals(right)) {
      return Optional.of("fields\n  " + left + "\n  " + right);
    }
    if (!ownError && !body(nginx).equals(body(ours))) {
      return Optional.of("body\n" + body(nginx) + "\n---\n" + body(ours));
    }
    return Optional.empty();
  }

  /** What no answer of the gateway may be, whatever the row says (file-responses K14, L18). */
  static List<String> alwaysWrong(RawResponse ours) {
    List<String> wrong = new ArrayList<>();
    if (ours.values("Date").size() != 1) {
      wrong.add("Date stands there " + ours.values("Date").size() + " times");
    }
    for (String single : SINGLE) {
      if (ours.values(single).size() > 1) {
        wrong.add(single + " stands there more than once");
      }
    }
    for (Field field : ours.fields()) {
      if (ControlFields.isControl(field.name())) {
        wrong.add("a control field reached the client: " + field.line());
      }
    }
    return wrong;
  }

  private static TreeMap<String, List<String>> fields(
      RawResponse response, boolean ownError, boolean multipart) {
    TreeMap<String, List<String>> compared = new TreeMap<>();
    for (Field field : response.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!NOT_COMPARED.contains(name)
          && !(ownError && ERROR_PAGE.contains(name))
          && !(multipart && name.equals("content-length"))) {
        compared.put(
            name, response.values(name).stream().map(value -> comparable(name, value)).toList());
      }
    }
    return compared;
  }

  private static String comparable(String name, String value) {
    return switch (name) {
      case "etag" -> value.startsWith("W/") ? "weak" : "strong";
      case "content-type" -> BOUNDARY.matcher(value).replaceFirst("boundary=B");
      default -> value;
    };
  }

  private static String body(RawResponse response) {
    return boundary(response)
        .map(boundary -> response.text().replace(boundary, "B").stripLeading())
        .orElse(response.text());
  }

  private static Optional<String> boundary(RawResponse response) {
    Matcher matcher = BOUNDARY.matcher(response.field("Content-Type").orElse(""));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
