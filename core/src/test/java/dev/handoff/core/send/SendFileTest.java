package dev.handoff.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.fields.Field;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app can ask for, and what is refused the moment it is asked. */
// proves file-responses: A7 A12 A18 B8 L10 K1 K8
final class SendFileTest {
  private static final SendFile REPORT = SendFile.path(Path.of("/srv/files/report.pdf"));

  private static Set<String> said(SendFile file) {
    SentFields fields = SentFields.of(file);
    Set<String> all = new java.util.TreeSet<>();
    fields.asked().forEach(field -> all.add(field.toString()));
    fields.defaults().forEach(field -> all.add(field.toString()));
    return all;
  }

  @Test
  void aFileWithoutOptionsIsPrivateAndNotSniffed() {
    assertThat(SentFields.of(REPORT).contentType()).isEqualTo("application/pdf");
    assertThat(said(REPORT))
        .containsExactly("Cache-Control: private, no-cache", "X-Content-Type-Options: nosniff");
  }

  @ParameterizedTest(name = "{0} is saved as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          report.pdf        | attachment; filename="report.pdf"
          ../../etc/passwd  | attachment; filename="passwd"
          C:\\dir\\x.pdf    | attachment; filename="x.pdf"
          a\\u000d\\u000aX: y.pdf | attachment; filename="a__X_ y.pdf"
          März.pdf          | attachment; filename="Marz.pdf"; filename*=UTF-8''M%C3%A4rz.pdf
          """)
  void anAttachmentHasACleanName(String name, String disposition) {
    String given = name.replace("\\u000d", "\r").replace("\\u000a", "\n").replace("\\\\", "\\");
    assertThat(said(REPORT.attachment(given))).contains("Content-Disposition: " + disposition);
  }

  @Test
  void aFileOnADiskHasANameOfItsOwn() {
    assertThat(said(REPORT.attachment()))
        .contains("Content-Disposition: attachment; filename=\"report.pdf\"");
    assertThat(said(REPORT.inline()))
        .contains("Content-Disposition: inline; filename=\"report.pdf\"");
  }

  @Test
  void bytesWithoutANameCannotBeAnAttachmentWithoutOne() {
    SendFile bytes = SendFile.bytes(new byte[3]);
    assertThatThrownBy(bytes::attachment).hasMessageContaining("attachment(\"name.pdf\")");
    assertThatThrownBy(() -> bytes.attachment("")).isInstanceOf(IllegalArgumentException.class);
    assertThat(SentFields.of(bytes.attachment("a.csv")).contentType()).isEqualTo("text/csv");
  }

  @Test
  void aPageIsSavedUnlessTheAppSaysOtherwise() {
    SendFile page = SendFile.path(Path.of("/srv/files/page.html"));
    assertThat(said(page)).contains("Content-Disposition: attachment; filename=\"page.html\"");
    assertThat(said(page.inline())).contains("Content-Security-Policy: sandbox");
    assertThat(said(page.inline().header("Content-Security-Policy", "default-src 'self'")))
        .contains("Content-Security-Policy: default-src 'self'")
        .doesNotContain("Content-Security-Policy: sandbox");
    assertThat(said(page.attachment())).doesNotContain("Content-Security-Policy: sandbox");
  }

  @Test
  void aTextIsWrittenInItsCharacterSetOrRefused() {
    SendFile text = SendFile.text("grün", StandardCharsets.ISO_8859_1);
    assertThat(((Source.InMemory) text.source()).bytes().length()).isEqualTo(4);
    assertThat(SentFields.of(text).contentType()).isEqualTo("text/plain; charset=iso-8859-1");
    assertThatThrownBy(() -> SendFile.text("日", StandardCharsets.ISO_8859_1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRelativePathSaysWhatItWouldMean() {
    assertThatThrownBy(() -> SendFile.path(Path.of("files/data.csv")))
        .hasMessageContaining("relative")
        .hasMessageContaining(Path.of("").toAbsolutePath().toString());
    assertThatThrownBy(() -> SendFile.path(Path.of("/srv/files/../secret")))
        .hasMessageContaining("FileRoot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\u007fb", "a\r\nSet-Cookie: x=1"})
  void controlCharactersAreRefused(String value) {
    assertThatThrownBy(() -> REPORT.contentType(value))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> REPORT.cache(value)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> REPORT.etag(value)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> REPORT.header("X-Note", value))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> REPORT.header(value, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> REPORT.gateway(g -> g.subject(value)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length, bytes",
    "transfer-encoding, connection",
    "ETag, use etag",
    "Cache-Control, use cache",
    "X-Accel-Redirect, front",
    "x_sendfile, front",
    "Handoff, front"
  })
  void fieldsWithARuleOfTheirOwnAreNoHeaders(String name, String why) {
    assertThatThrownBy(() -> REPORT.header(name, "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void everyMethodGivesACopy() {
    SendFile changed = REPORT.cache("no-store").limitRate(1000).header("Link", "<a>");
    assertThat(REPORT.options().cache()).isEmpty();
    assertThat(changed.header("Link", "<b>").options().headers())
        .containsExactly(new Field("Link", "<a>"), new Field("Link", "<b>"));
    assertThat(changed.options().headers()).hasSize(1);
  }

  @Test
  void onlyFilesCanBeDeletedAndLimitsAreReal() {
    SendFile stream = SendFile.stream(() -> new ByteArrayInputStream(new byte[1]));
    assertThatThrownBy(stream::deleteAfter).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> REPORT.limitRate(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> REPORT.gateway(g -> g.reuse(Duration.ZERO)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsTextShowsNoPath() {
    assertThat(REPORT).asString().doesNotContain("srv").doesNotContain("report");
  }

  /** Hard keywords of Kotlin, Scala 2 and 3, and Groovy. */
  private static final Set<String> KEYWORDS =
      Set.of(
          ("as assert break case catch class const continue def default do else enum export extends"
                  + " false final finally for forSome fun given goto if implements implicit import in"
                  + " instanceof interface is lazy macro match new null object override package private"
                  + " protected return sealed super switch then this threadsafe throw throws trait true"
                  + " try type typealias typeof val var when while with yield")
              .split(" "));

  @ParameterizedTest
  @ValueSource(
      classes = {SendFile.class, SendOptions.class, GatewayOptions.class, SentFields.class})
  void noMethodIsAKeywordElsewhere(Class<?> api) {
    assertThat(Arrays.stream(api.getMethods()).map(Method::getName))
        .doesNotContainAnyElementsOf(KEYWORDS);
  }
}
