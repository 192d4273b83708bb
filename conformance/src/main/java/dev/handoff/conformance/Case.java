package dev.handoff.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One request, and what must come.
 *
 * @param id of its statement
 * @param request method, target and field lines, with {@code {file}} and other words that {@link
 *     Facts} fills in
 * @param expected see {@link Expected}
 * @param why for the reader
 * @param notes what it needs beyond what its text says, and its {@link Demand} where that is not
 *     its statement's
 */
public record Case(String id, String request, String expected, String why, Set<String> notes) {
  /** Reads rows {@code id | request | expected | why | notes}, the last cell optional. */
  static List<Case> table(String rows) {
    List<Case> cases = new ArrayList<>();
    rows.lines()
        .filter(line -> !line.isBlank())
        .map(line ->
            Arrays.stream(line.split(" \\| ", -1)).map(String::strip).toArray(String[]::new))
        .forEach(cells ->
            cases.add(
                new Case(
                    cells[0],
                    cells[1],
                    cells[2],
                    cells[3],
                    cells.length > 4 ? Set.of(cells[4].split(", ", -1)) : Set.of())));
    return cases;
  }

  /** The group of its statement. */
  public Group group() {
    return Group.of(id.charAt(0));
  }

  /** What it is a case of. */
  public Statement statement() {
    Statement statement = Statements.of(id);
    Optional<Demand> other =
        Arrays.stream(Demand.values())
            .filter(demand -> notes.contains(demand.name().toLowerCase(Locale.ROOT)))
            .findFirst();
    return other.isEmpty()
        ? statement
        : new Statement(id, statement.sentence(), statement.reference(), other.get());
  }

  /** Whether one URL is enough to ask it. */
  boolean isOfAnyFile() {
    return target().startsWith("{") && !notes.contains("unsafe") && !notes.contains("tree");
  }

  String method() {
    return request.substring(0, request.indexOf(' '));
  }

  String target() {
    return request.split(" & ", -1)[0].split(" ", -1)[1];
  }

  /** The field lines of the request, still to be filled in. */
  List<String> lines() {
    String[] words = request.split(" & ", -1);
    return List.of(words).subList(1, words.length);
  }
}
