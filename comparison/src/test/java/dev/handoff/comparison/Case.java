package dev.handoff.comparison;

import dev.handoff.comparison.Wire.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One case.
 *
 * @param id of the statement in {@code docs/spec/statements.tsv}, group file-responses
 * @param request method, file, and field lines
 * @param expected see {@link Expected}
 * @param why for the reader
 */
record Case(String id, String request, String expected, String why) {
  private static final String FOREVER = "Thu, 01 Jan 1998 00:00:00 GMT";

  /** What a peer made of a case. */
  sealed interface Result {
    record Passed() implements Result {}

    /** It cannot be asked of this peer. */
    record NotApplicable() implements Result {}

    /** Something else came. */
    record Failed(String seen) implements Result {}
  }

  char group() {
    return id.charAt(0);
  }

  /** Reads rows {@code id | request | expected | why}. */
  static List<Case> table(String rows) {
    return rows.lines()
        .filter(line -> !line.isBlank())
        .map(line -> Arrays.stream(line.split(" \\| ")).map(String::strip).toArray(String[]::new))
        .map(cells -> new Case(cells[0], cells[1], cells[2], cells[3]))
        .toList();
  }

  /** Asks a peer. */
  Result ask(Peer peer, int port) throws IOException {
    String tag = tag(port);
    boolean strong = tag.startsWith("\"");
    if (request.contains("as=") && !peer.namesFiles()
        || request.contains("{strong}") && !strong
        || request.contains("{tag}") && tag.isEmpty()) {
      return new Result.NotApplicable();
    }
    String[] words = filledIn(request, tag).split(" & ");
    String[] first = words[0].split(" ");
    List<String> lines = List.of(words).subList(1, words.length);
    Answer answer = Wire.ask(port, first[0], "/files/" + first[1], lines);
    return Expected.parse(filledIn(expected, tag))
        .objection(answer)
        .<Result>map(Result.Failed::new)
        .orElseGet(Result.Passed::new);
  }

  private static String tag(int port) throws IOException {
    return Wire.ask(port, "HEAD", "/files/data.bin", List.of()).field("ETag").orElse("");
  }

  private static String filledIn(String text, String tag) {
    return text.replace("{strong}", tag)
        .replace("{tag}", tag)
        .replace("{opaque}", tag.replaceAll("^W/|\"", ""))
        .replace("{date}", Tree.DATE)
        .replace("{old}", FOREVER)
        .replace("TAB", "\t");
  }

  /** As a client of this application would put a name into a query. */
  static String encoded(String name) {
    return java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static Optional<String> failure(Result result) {
    return result instanceof Result.Failed failed ? Optional.of(failed.seen()) : Optional.empty();
  }
}
