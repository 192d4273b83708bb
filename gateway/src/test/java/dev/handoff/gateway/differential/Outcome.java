package dev.handoff.gateway.differential;

import static dev.handoff.gateway.wire.Octets.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.gateway.wire.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * What a table says about an answer, as a cell: a status, perhaps a body, then parts joined by
 * {@code " & "}.
 *
 * <pre>
 * 200 [letters.txt]                 the status, and the whole content of that file
 * 206 "abc" &amp; Vary: a              these octets; exactly one line of that field, that value
 * 200 &amp; Content-Range: bytes…        one line whose value begins so
 * 200 - &amp; no ETag                  an empty body; no such field
 * 200 &amp; Link: a + Link: b           two lines in this order
 * 502 problem                      an error of our own: see {@link #problem}
 * *                                differs between versions: not checked
 * </pre>
 */
record Outcome(List<String> parts) {

  static Outcome parse(String cell) {
    return new Outcome(List.of(cell.split(" & ", -1)));
  }

  boolean isUnchecked() {
    return parts.equals(List.of("*"));
  }

  /** What is not as the cell says; empty when all is. */
  List<String> mismatches(RawResponse seen, Tree tree, Placeholders placeholders) {
    List<String> wrong = new ArrayList<>();
    if (isUnchecked()) {
      return wrong;
    }
    if (!seen.isComplete()) {
      wrong.add("the body is " + seen.completeness());
    }
    String[] first = parts.getFirst().split(" ", 2);
    if (seen.status() != Integer.parseInt(first[0])) {
      wrong.add("status " + seen.status() + " instead of " + first[0]);
    }
    if (first.length > 1) {
      checkBody(first[1], seen, tree, wrong);
    }
    for (String part : parts.subList(1, parts.size())) {
      checkField(placeholders.fill(part), seen, wrong);
    }
    return wrong;
  }

  private static void checkBody(String cell, RawResponse seen, Tree tree, List<String> wrong) {
    if (cell.equals("problem")) {
      problem(seen, tree, wrong);
      return;
    }
    String expected =
        switch (cell.charAt(0)) {
          case '-' -> "";
          case '"' -> text(cell.substring(1, cell.length() - 1));
          case '[' -> content(tree, cell.substring(1, cell.length() - 1));
          default -> throw new IllegalArgumentException("not a body: " + cell);
        };
    if (!seen.text().equals(expected)) {
      wrong.add("body\n" + seen.text() + "\ninstead of\n" + expected);
    }
  }

  /**
   * An error that the gateway answers on its own: nothing about the file, nothing of the app's
   * body, not to be kept, and no path of this machine in it (RFC 9457 or HTML).
   */
  private static void problem(RawResponse seen, Tree tree, List<String> wrong) {
    if (!seen.values("Cache-Control").equals(List.of("no-store"))) {
      wrong.add("an error is no-store, not " + seen.values("Cache-Control"));
    }
    for (String field : List.of("Content-Disposition", "ETag", "Last-Modified", "Expires")) {
      if (!seen.values(field).isEmpty()) {
        wrong.add("an error tells about the file: " + field + ": " + seen.values(field));
      }
    }
    String type = seen.field("Content-Type").orElse("");
    if (!type.startsWith("application/problem+json") && !type.startsWith("text/html")) {
      wrong.add("an error of type " + type);
    }
    if (seen.text().contains(tree.files().getParent().toString())
        || seen.text().contains("_files")) {
      wrong.add("an error tells a path: " + seen.text());
    }
  }

  private static String content(Tree tree, String name) {
    try {
      return new String(Files.readAllBytes(tree.files().resolve(name)), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void checkField(String part, RawResponse seen, List<String> wrong) {
    if (part.startsWith("no ")) {
      String name = part.substring(3);
      if (!seen.values(name).isEmpty()) {
        wrong.add("no " + name + " expected, got " + seen.values(name));
      }
      return;
    }
    String name = part.substring(0, part.indexOf(':'));
    List<String> actual = seen.values(name);
    if (part.endsWith("…")) {
      String start = text(part.substring(name.length() + 1, part.length() - 1).strip());
      if (actual.size() != 1 || !actual.getFirst().startsWith(start)) {
        wrong.add(name + ": " + actual + " does not begin with " + start);
      }
      return;
    }
    List<String> expected = new ArrayList<>();
    for (String line : part.split(" \\+ ", -1)) {
      expected.add(text(line.substring(line.indexOf(':') + 1).strip()));
    }
    if (!actual.equals(expected)) {
      wrong.add(name + ": " + actual + " instead of " + expected);
    }
  }
}
