package dev.handoff.core.mediatype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: B7
// proves handoff-protocol: E5 F7

final class MediaTypeTest {

  private static MediaType parse(String field) {
    return MediaType.parse(field).orElseThrow();
  }

  @ParameterizedTest(name = "{0} is {1}, charset {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/plain                       | text/plain |         | a type
          Text/PLAIN                       | text/plain |         | in any case
          text/plain; charset=utf-8        | text/plain | utf-8   | handoff-protocol E5: with a charset
          text/plain;charset="UTF-8"       | text/plain | UTF-8   | handoff-protocol E5: in quotes
          text/plain; Charset=utf-8        | text/plain | utf-8   | handoff-protocol E5: in any case
          text/plain ; a="b;c=d"; charset=x| text/plain | x       | behind a quoted semicolon
          text/plain; a="; charset=y"      | text/plain |         | not inside of one
          text/plain; charsets=y           | text/plain |         | nor by half a name
          text/plain;                      | text/plain |         | an empty parameter
          """)
  void reads(String field, String essence, String charset, String why) {
    assertThat(parse(field).essence()).isEqualTo(essence);
    assertThat(parse(field).charset()).isEqualTo(Optional.ofNullable(charset));
  }

  @ParameterizedTest(name = "{0} is no media type")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''
          text
          text/
          /plain
          text/plain/x
          text /plain
          'text/plain; a=\r\nb'
          téxt/plain
          text/plain, text/html
          """)
  void isNone(String field) {
    assertThat(MediaType.parse(field)).isEmpty();
  }

  @ParameterizedTest(name = "{0} with utf-8: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/plain                | text/plain; charset=utf-8             | B7, F7: text
          text/html; x=y            | text/html; x=y; charset=utf-8         | B7: behind other parameters
          application/json          | application/json; charset=utf-8       | B7: made of text
          application/xml           | application/xml; charset=utf-8        | B7: XML
          image/svg+xml             | image/svg+xml; charset=utf-8          | B7: SVG
          application/ld+json       | application/ld+json; charset=utf-8    | B7: JSON by its suffix
          text/plain; charset=koi8-r| text/plain; charset=koi8-r            | B7, E5: an explicit one is kept
          text/html; a="b           | text/html; a="b                       | B7: an open quotation would swallow it
          image/png                 | image/png                             | B7: a picture has none
          application/pdf           | application/pdf                       | B7: nor has a PDF
          application/octet-stream  | application/octet-stream              | B7: nor anything unknown
          """)
  void isLabelled(String field, String labelled, String why) {
    assertThat(parse(field).withCharset("utf-8")).hasToString(labelled);
  }

  @Test
  void withoutACharsetNothingIsAdded() {
    assertThat(FileTypes.of("a.txt")).as("B7").hasToString("text/plain");
    assertThatThrownBy(() -> parse("text/plain").withCharset("utf-8; x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0}: text {1}, active {2}, compressed {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/html                    | true  | true  | false
          application/xhtml+xml        | true  | true  | false
          image/svg+xml                | true  | true  | false
          text/xml                     | true  | true  | false
          application/xml              | true  | true  | false
          application/rss+xml          | true  | true  | false
          message/rfc822               | false | true  | false
          text/plain                   | true  | false | false
          text/csv                     | true  | false | false
          text/javascript              | true  | false | false
          application/json             | true  | false | false
          application/pdf              | false | false | true
          application/octet-stream     | false | false | false
          application/zip              | false | false | true
          application/gzip             | false | false | true
          application/x-tar            | false | false | false
          application/vnd.openxmlformats-officedocument.spreadsheetml.sheet | false | false | true
          application/vnd.oasis.opendocument.text | false | false | true
          application/msword           | false | false | false
          application/wasm             | false | false | false
          image/png                    | false | false | true
          image/bmp                    | false | false | false
          image/tiff                   | false | false | false
          audio/mpeg                   | false | false | true
          audio/wav                    | false | false | false
          video/mp4                    | false | false | true
          font/woff2                   | false | false | true
          font/ttf                     | false | false | false
          """)
  void knowsItsKind(String field, boolean text, boolean active, boolean compressed) {
    assertThat(parse(field).isText()).isEqualTo(text);
    assertThat(parse(field).isActive()).isEqualTo(active);
    assertThat(parse(field).isCompressed()).isEqualTo(compressed);
  }

  @Test
  void isComparedByTypeAndParameters() {
    assertThat(parse("TEXT/html;a=b")).isEqualTo(parse("text/HTML;a=b"));
    assertThat(parse("TEXT/html;a=b")).hasSameHashCodeAs(parse("text/HTML;a=b"));
    assertThat(parse("text/html;a=b")).isNotEqualTo(parse("text/html"));
    assertThat(parse("text/html").isHtml()).isTrue();
    assertThat(parse("text/xhtml").isHtml()).isFalse();
  }
}
