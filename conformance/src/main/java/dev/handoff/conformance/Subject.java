package dev.handoff.conformance;

import dev.handoff.conformance.CannotAskException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server that is being asked: what its first answers said is known. One request at a time, each
 * on a connection of its own. To be used by one thread.
 */
public final class Subject {
  /** So many requests in a row without an answer, and there is nobody to judge any more. */
  private static final int MOST_SILENCES = 3;

  private final Conformance asked;
  private final Wire wire;
  private final Secrets secrets;
  private final Facts facts;
  private final String server;
  private final List<Case> cases;
  private int requests;
  private int silences;

  Subject(Conformance asked, List<Case> cases) throws IOException, CannotAskException {
    this.asked = asked;
    this.cases = cases;
    URI url = asked.url();
    this.wire = asked.wire();
    this.secrets = new Secrets(asked.fields(), Optional.ofNullable(url.getRawQuery()).orElse(""));
    FirstAnswers first = new FirstAnswers(asked.copy(), this::send);
    this.facts = first.facts();
    this.server = secrets.hiddenIn(first.server());
  }

  /**
   * The server of a folder with the names and contents that the cases know; see {@code Tree} of the
   * comparison. It is asked for deleting and writing as well.
   *
   * @param folder URL of the folder, ending in a slash
   * @param files where the same files lie
   */
  public static Subject ofFolder(URI folder, Path files) throws IOException, CannotAskException {
    return new Subject(
        Conformance.of(folder.resolve("data.bin"), files.resolve("data.bin")), Cases.ofFolder());
  }

  /** What it can be asked, in the order of the statements. */
  public List<Case> cases() {
    return cases;
  }

  String server() {
    return server;
  }

  String shownUrl() {
    return secrets.hiddenIn(
        asked.url().getScheme() + "://" + asked.url().getRawAuthority() + asked.target());
  }

  /** So far. */
  public int requests() {
    return requests;
  }

  /** The request of a case with the sizes and dates of the file, as the tables show it. */
  public String shown(Case one) {
    String name = asked.url().getRawPath().replaceAll("^.*/", "");
    return facts.numbered(one.request()).replace("{file}", name);
  }

  /** What must come, likewise. */
  public String expected(Case one) {
    return facts.numbered(one.expected());
  }

  /**
   * Asks one case.
   *
   * @throws CannotAskException when nobody answers any more, or the server wants to be left alone
   * @throws IOException when the local copy cannot be read
   */
  public Result ask(Case one) throws IOException, CannotAskException {
    boolean hasQuery = asked.url().getRawQuery() != null;
    if (one.notes().contains("no query") && hasQuery) {
      return new Result.NotApplicable("the URL has a query of its own");
    }
    Optional<String> reason = Applicable.reasonAgainst(one, facts);
    if (reason.isPresent()) {
      return new Result.NotApplicable(reason.get());
    }
    Expected expected = Expected.parse(facts.filledIn(one.expected()), facts);
    Request request = request(one);
    Answer answer;
    try {
      answer = send(request);
      silences = 0;
    } catch (IOException e) {
      if (++silences == MOST_SILENCES) {
        throw new CannotAskException(
            Reason.NO_ANSWER,
            "gave up after %d requests, %d in a row without an answer: %s"
                .formatted(requests, silences, e.getMessage()));
      }
      return failed(request, expected, "no answer: " + e.getMessage(), "");
    }
    if (answer.status() == 429 || answer.status() == 503) {
      throw new CannotAskException(
          Reason.OTHER_ANSWER,
          "request %d was answered with \"%s\": ask more slowly, with a pause between requests"
              .formatted(requests, answer.statusLine()));
    }
    Optional<String> objection = expected.objection(answer);
    return objection.isEmpty()
        ? new Result.Passed()
        : failed(request, expected, objection.get(), head(answer));
  }

  private Request request(Case one) {
    return request(
        one.method(), target(one.target()), one.lines().stream().map(facts::filledIn).toList());
  }

  private Request request(String method, String target, List<String> lines) {
    return new Request(method, target, asked.url().getRawAuthority(), lines, asked.fields());
  }

  private String target(String target) {
    String path = asked.target();
    if (target.startsWith("{file}")) {
      return path + target.substring("{file}".length());
    }
    return path.replaceAll("[^/]*$", "") + target;
  }

  private Answer send(List<String> lines, Wire.Body body) throws IOException {
    asked.rest();
    requests++;
    return wire.ask(request("GET", asked.target(), lines), body);
  }

  private Answer send(Request request) throws IOException {
    asked.rest();
    requests++;
    return wire.ask(request);
  }

  private Result failed(Request request, Expected expected, String seen, String head) {
    List<String> shown = new ArrayList<>(asked.fields().stream().map(Secrets::shown).toList());
    shown.addAll(request.lines());
    String sent =
        Stream.concat(
                Stream.of(
                    request.method() + " " + request.target() + " HTTP/1.1",
                    "Host: " + request.host()),
                Stream.concat(shown.stream(), Stream.of("Connection: close")))
            .collect(Collectors.joining("\n"));
    String url = asked.url().getScheme() + "://" + request.host() + request.target();
    return new Result.Failed(
        secrets.hiddenIn(seen),
        new Evidence(
            secrets.hiddenIn(sent),
            expected.inWords(),
            secrets.hiddenIn(head.isEmpty() ? seen : head),
            Curl.command(request.method(), secrets.hiddenIn(url), shown)));
  }

  private static String head(Answer answer) {
    return answer.statusLine() + "\n" + String.join("\n", answer.lines());
  }
}
