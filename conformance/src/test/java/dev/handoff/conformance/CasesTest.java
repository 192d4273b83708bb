package dev.handoff.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tables hold together. */
class CasesTest {
  private static final Set<String> NOTES =
      Set.of(
          "url",
          "tree",
          "unsafe",
          "first",
          "must",
          "should",
          "agreed",
          "empty",
          "ranges",
          "no ranges",
          "tag",
          "settled",
          "date",
          "any tag",
          "any date",
          "length",
          "disposition",
          "filename*",
          "binary type",
          "no query");

  @Test
  void everyCaseIsOfAStatementWithASentenceAndAReference() {
    assertThat(Cases.all())
        .allSatisfy(one -> {
          assertThat(one.statement().sentence()).isNotBlank();
          assertThat(one.statement().reference()).startsWith("RFC ");
          assertThat(one.group().title()).isNotBlank();
        });
  }

  @Test
  void noCaseStandsThereTwice() {
    assertThat(Cases.all().toList()).doesNotHaveDuplicates();
  }

  @Test
  void everyNoteIsKnown() {
    assertThat(Cases.all().flatMap(one -> one.notes().stream())).isSubsetOf(NOTES);
  }

  @Test
  void ofAUrlNothingIsAskedThatChangesAnythingOrAsksForOtherFiles() {
    assertThat(Cases.ofUrl())
        .allSatisfy(one -> {
          assertThat(one.method()).isIn("GET", "HEAD", "OPTIONS", "TRACE");
          assertThat(one.target()).isIn("{file}", "{file}?v=1");
        });
    assertThat(Cases.ofUrl()).hasSizeLessThan(120);
  }

  @Test
  void everythingThatDependsOnTheFileIsFilledIn() throws IOException {
    Path copy = Files.write(Files.createTempFile("copy", ""), new byte[1000]);
    Answer answer =
        new Answer(
            "HTTP/1.1 200 OK",
            200,
            List.of(
                "ETag: \"a\"",
                "Last-Modified: Sun, 01 Mar 2026 10:20:30 GMT",
                "Content-Type: a/b",
                "Content-Disposition: attachment; filename=a"),
            new byte[0],
            Answer.Ending.WHOLE);
    Facts facts = Facts.of(LocalCopy.of(copy), answer, true, true);
    assertThat(Cases.ofUrl())
        .allSatisfy(one -> {
          assertThat(facts.filledIn(one.request()).replace("{file}", "")).doesNotContain("{");
          assertThat(facts.filledIn(one.expected()).replaceAll("[])]\\{[0-9]+}", ""))
              .doesNotContain("{");
        });
    Files.delete(copy);
  }
}
