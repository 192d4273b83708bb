package dev.handoff.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.handoff.cli.conformance.FaultyFront.Answering;
import dev.handoff.cli.conformance.FaultyFront.Fault;
import dev.handoff.conformance.Case;
import dev.handoff.conformance.Conformance;
import dev.handoff.conformance.Report;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One fault at a time, and exactly the statements that it breaks. */
@TestInstance(Lifecycle.PER_CLASS)
class FaultsTest {
  private ServedFile file;
  private FaultyFront front;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    file = ServedFile.in(folder);
    front = new FaultyFront(file.port());
  }

  @AfterAll
  void stop() throws Exception {
    front.close();
    file.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void breaks(String what, String statements, Fault fault) throws Exception {
    front.spoil(fault);
    Report report = Conformance.of(front.url("/static/data.bin"), file.copy()).run();
    Set<String> failed =
        report.failures().keySet().stream()
            .map(Case::id)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> expected =
        Stream.of(statements.split(" "))
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(failed).as(report.markdown()).isEqualTo(expected);
  }

  static Stream<Arguments> breaks() {
    AtomicInteger counter = new AtomicInteger();
    return Stream.of(
        arguments("nothing", "", inRequests(request -> request)),
        arguments(
            "no ranges, and no word of them",
            "E1",
            both(without("Range"), answer -> without("Accept-Ranges").apply(answer))),
        arguments(
            "no ranges, and says so",
            "",
            both(
                without("Range"),
                answer -> answer.replace("Accept-Ranges: bytes", "Accept-Ranges: none"))),
        arguments("no ranges, and says there are", "E1 E21", inRequests(without("Range"))),
        arguments("If-Range is ignored", "G2 G3 G5 G6 G8", inRequests(without("If-Range"))),
        arguments("If-Match is ignored", "D2 D4 D7", inRequests(without("If-Match"))),
        arguments(
            "If-None-Match is ignored",
            "C10 D12 D14 D15 D16 D28 G11 K14",
            inRequests(without("If-None-Match"))),
        arguments(
            "dates of requests are ignored",
            "C10 D10 D20 D22 D23 H3",
            inRequests(
                without("If-Modified-Since").andThen(without("If-Unmodified-Since"))::apply)),
        arguments(
            "a range of a HEAD is a range",
            "E18 G12",
            onlyWhere(
                request -> request.startsWith("HEAD") && request.contains("\r\nRange: "),
                answer -> answer.replace("200 OK", "206 Partial Content"))),
        arguments(
            "416 says no Content-Range",
            "E5 E6 E9 F9",
            inAnswers(answer ->
                answer.startsWith("HTTP/1.1 416")
                    ? without("Content-Range").apply(answer)
                    : answer)),
        arguments(
            "416 has the type of the file",
            "B11",
            inAnswers(answer ->
                answer.startsWith("HTTP/1.1 416")
                    ? answer.replaceFirst(
                        "Content-Type: [^\r]*", "Content-Type: application/octet-stream")
                    : answer)),
        arguments(
            "HEAD has content",
            "H1",
            onlyWhere(
                request -> request.startsWith("HEAD"),
                answer -> answer.startsWith("HTTP/1.1 200") ? answer + "content" : answer)),
        arguments(
            "HEAD has another length",
            "E18 G12 H1",
            onlyWhere(
                request -> request.startsWith("HEAD"),
                answer -> answer.replace("Content-Length: 1000", "Content-Length: 0"))),
        arguments(
            "HEAD has no type",
            "H1",
            onlyWhere(request -> request.startsWith("HEAD"), without("Content-Type"))),
        arguments(
            "parts break off",
            "C1 C11 E1 E2 E3 E4 E7 E8 E10 E11 E12 E24 F1 F4 F7 F8 F11 F16 G1 G4",
            inAnswers(answer ->
                answer.startsWith("HTTP/1.1 206")
                    ? answer.substring(0, answer.length() - 1)
                    : answer)),
        arguments(
            "single parts are octets of another place",
            "E1 E2 E3 E4 E7 E8 E10 E11 E12 E24 F7 F8 F16 G1 G4",
            inAnswers(answer ->
                answer.contains("\r\nContent-Range: bytes ")
                        && answer.startsWith("HTTP/1.1 206")
                        && !answer.contains("multipart")
                    ? answer.substring(0, answer.length() - 1) + "!"
                    : answer)),
        arguments(
            "the tag is another each time",
            "C1 C10 C11 C13 D1 D5 D6 D7 D12 D15 D16 D28 G1 G9 G11 K14",
            inAnswers(answer ->
                answer.replaceFirst(
                    "ETag: [^\r]*", "ETag: \"" + counter.incrementAndGet() + "\""))),
        arguments(
            "the tag is weak", "C1", inAnswers(answer -> answer.replace("ETag: \"", "ETag: W/\""))),
        arguments("there is no tag", "C1", inAnswers(without("ETag"))),
        arguments(
            "the tag has no quotes",
            "C4",
            inAnswers(answer -> answer.replaceFirst("ETag: \"([^\"]*)\"", "ETag: $1"))),
        arguments("there is no date of the file", "C1", inAnswers(without("Last-Modified"))),
        arguments(
            "the date of the file has another form",
            "C5",
            inAnswers(answer ->
                answer.replaceFirst(
                    "Last-Modified: [^\r]*", "Last-Modified: 2026-03-01T10:20:30Z"))),
        arguments("there is no Date", "K14", inAnswers(without("Date"))),
        arguments(
            "the file is called encoded",
            "B9 E24",
            inAnswers(answer ->
                answer.matches("(?s)HTTP/1.1 20.*")
                    ? answer.replaceFirst("\r\n", "\r\nContent-Encoding: gzip\r\n")
                    : answer)),
        arguments(
            "a name in the words of mail, and on whole answers only",
            "A10 A22",
            inAnswers(answer ->
                answer.startsWith("HTTP/1.1 200")
                    ? answer.replaceFirst(
                        "\r\n",
                        "\r\nContent-Disposition: attachment; filename=\"=?UTF-8?Q?a?=\"\r\n")
                    : answer)),
        arguments(
            "a name raw, the wrong way round, on everything",
            "A3 A4 A11 A23",
            inAnswers(answer ->
                answer.replaceFirst(
                    "\r\n",
                    "\r\nContent-Disposition: attachment; filename*=UTF-8''a b;"
                        + " filename=\"M\u00e4rz\"\r\n"))));
  }

  private static Fault inRequests(UnaryOperator<String> spoils) {
    return new Fault(spoils, (request, answer) -> answer);
  }

  private static Fault inAnswers(UnaryOperator<String> spoils) {
    return new Fault(request -> request, (request, answer) -> spoils.apply(answer));
  }

  private static Fault both(UnaryOperator<String> request, UnaryOperator<String> answer) {
    return new Fault(request, (asked, came) -> answer.apply(came));
  }

  private static Fault onlyWhere(
      java.util.function.Predicate<String> request, UnaryOperator<String> answer) {
    Answering answering = (asked, came) -> request.test(asked) ? answer.apply(came) : came;
    return new Fault(asked -> asked, answering);
  }

  private static UnaryOperator<String> without(String field) {
    return head -> head.replaceAll("(?i)\r\n" + field + ": [^\r]*", "");
  }
}
