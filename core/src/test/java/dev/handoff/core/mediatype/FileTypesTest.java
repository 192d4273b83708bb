package dev.handoff.core.mediatype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.paths.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: B1 B2 B6 B9 B10

final class FileTypesTest {

  @ParameterizedTest(name = "{0} is {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.pdf          | application/pdf          | B1: a known extension
          a.PDF          | application/pdf          | B1: in any case
          a.b.Html       | text/html                | B1: the last one
          dir.txt/a.png  | image/png                | B1: of the last segment
          .html          | text/html                | B1: a name that is only that
          a.js           | text/javascript          | B1: RFC 9239
          a.docx         | application/vnd.openxmlformats-officedocument.wordprocessingml.document | B1: a long one
          a              | application/octet-stream | B2: no extension
          a.             | application/octet-stream | B2: an empty one
          a.unknown      | application/octet-stream | B2: an unknown one
          dir.txt/a      | application/octet-stream | B2: the folder's does not count
          a.pdf%00       | application/octet-stream | B2: something behind it
          a.html/        | application/octet-stream | B2: a folder
          a.ẞvg          | application/octet-stream | B2: another script
          a.webmanifestwebmanifest | application/octet-stream | B2: longer than any
          ''             | application/octet-stream | B2: no name
          page.html.txt  | text/plain               | B6: by name alone, whatever it holds
          a.svgz         | application/gzip         | B9: the file is the gzip
          a.tar.gz       | application/gzip         | B10: not a coded tar
          a.tgz          | application/gzip         | B10: by its short name
          """)
  void comesFromTheExtension(String name, String type, String why) {
    assertThat(FileTypes.of(name)).hasToString(type);
    assertThat(FileTypes.of(Octets.utf8(name))).hasToString(type);
  }

  @Test
  void unknownIsNotTheSameAsOctetStream() {
    assertThat(FileTypes.known("a.unknown")).isEmpty();
    assertThat(FileTypes.known(Octets.utf8("a"))).isEmpty();
    assertThat(FileTypes.known("a.css")).isPresent();
  }

  @Test
  void theTableIsWellFormed() {
    assertThat(TypeTable.LINES.lines())
        .hasSizeGreaterThan(140)
        .allMatch(line -> line.matches("[a-z]+/[a-z0-9.+-]+( [a-z0-9]{1,16})+"));
  }
}
