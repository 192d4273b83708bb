package dev.handoff.core.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: J4 J5 J7-J10
final class SidecarsTest {
  @ParameterizedTest(name = "{0} [{1}]: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          J4 | gzip, deflate, br, zstd        | .br .zst .gz | best first
          J4 | gzip                           | .gz          | what the client takes
          J4 | deflate                        | -            | nothing we have
          J4 | GZip, X-GZIP                   | .gz          | without case
          J4 | x-gzip                         | .gz          | the old name
          J8 | br;q=0, gzip                   | .gz          | zero is a refusal
          J8 | gzip;q=0                       | -            | alone, too
          J8 | *                              | .br .zst .gz | the star is anything
          J8 | *;q=0                          | -            | or nothing
          J8 | gzip;q=0, *                    | .br .zst     | but not what was named
          J8 | gzip, *;q=0                    | .gz          | and the other way round
          J8 | identity                       | -            | as it is
          J8 | identity;q=0                   | -            | identity remains when nothing else does
          J8 | identity;q=0, gzip;q=0.1       | .gz          | but only then
          J8 | gzip;q=0.5, br;q=0.2           | .gz .br      | the client's weights
          J8 | br;q=0.8, zstd;q=0.8, gzip;q=0.9 | .gz .br .zst | then our order
          J8 | identity, gzip;q=0.5           | -            | rather as it is
          J8 | identity;q=0.5, gzip           | .gz          | rather smaller
          J8 | identity;q=0.5, gzip;q=0.5     | .gz          | equal: smaller
          J8 | gzip;q=x, br                   | .br          | a weight nobody can read
          J8 | ''                             | -            | an empty field takes identity alone
          """)
  void followWhatTheClientAccepts(String id, String accept, String suffixes, String why) {
    assertThat(shown(Sidecars.candidates("app.js", false, List.of(accept)))).isEqualTo(suffixes);
  }

  @Test
  void j8AClientThatSaysNothingGetsTheFileItself() {
    assertThat(Sidecars.candidates("app.js", false, List.of())).isEmpty();
  }

  @Test
  void j8SeveralLinesAreOneList() {
    assertThat(shown(Sidecars.candidates("app.js", false, List.of("gzip", "br"))))
        .isEqualTo(".br .gz");
  }

  @ParameterizedTest(name = "{0} {1}, attachment {2}: siblings {3}")
  @CsvSource({
    "J4, app.js, false, true",
    "J5, noextension, false, true",
    "J9, app.js.gz, false, false",
    "J9, a.tar.GZ, false, false",
    "J9, app.js.br, false, false",
    "J9, app.js.zst, false, false",
    "J9, gz, false, true",
    "J10, app.js, true, false",
  })
  void areLookedForOnlyWhereTheyHelp(String id, String name, boolean attachment, boolean eligible) {
    assertThat(Sidecars.eligible(name, attachment)).isEqualTo(eligible);
    assertThat(Sidecars.candidates(name, attachment, List.of("gzip")).isEmpty())
        .isEqualTo(!eligible);
  }

  @ParameterizedTest(name = "{0} file {1}, sibling {2}: fresh {3}")
  @CsvSource({
    "J7, 2025-03-10T12:00:00Z, 2025-03-10T12:00:00Z, true",
    "J7, 2025-03-10T12:00:00.9Z, 2025-03-10T12:00:00Z, true",
    "J7, 2025-03-10T12:00:00Z, 2025-03-10T12:00:01Z, true",
    "J7, 2025-03-10T12:00:01Z, 2025-03-10T12:00:00.9Z, false",
  })
  void areIgnoredWhenOlderThanTheFile(String id, Instant file, Instant sibling, boolean fresh) {
    assertThat(Sidecars.isFresh(file, sibling)).isEqualTo(fresh);
  }

  private static String shown(List<Coding> codings) {
    return codings.isEmpty()
        ? "-"
        : codings.stream().map(Coding::suffix).collect(Collectors.joining(" "));
  }
}
