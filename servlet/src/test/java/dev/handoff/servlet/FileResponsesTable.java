package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.send.SendFile;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Client.Answer;
import dev.handoff.servlet.wire.Container;
import dev.handoff.servlet.wire.Container.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of 1000 bytes over real HTTP, in both containers: what is asked, and what comes. */
// proves file-responses: C1 C5 D1 D2 D3 D4 D7 D9 D10 D11 D12 D14 D15 D19 D20 D21 D24 D28
// proves file-responses: E1 E2 E3 E4 E5 E6 E8 E9 E11 E12 E13 E14 E15 E18 E19 E21
// proves file-responses: F1 F2 F5 F6 F8 F9 F16 G1 G2 G4 G5 G6 G8 G12
// proves file-responses: H1 H2 H3 H4 H6 H7 H9 H10 K1 K14
@TestInstance(Lifecycle.PER_CLASS)
abstract class FileResponsesTable {
  private static final Instant MODIFIED = Instant.parse("2026-03-01T10:20:30.5Z");
  private static final String DATE = "Sun, 01 Mar 2026 10:20:30 GMT";
  private static final byte[] BYTES = bytes();

  private final Kind kind;
  private Container container;
  private String tag;

  FileResponsesTable(Kind kind) {
    this.kind = kind;
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[1000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + i % 23);
    }
    return bytes;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("data.bin"), BYTES);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
    Path empty = Files.createFile(folder.resolve("empty.bin"));
    Files.setLastModifiedTime(empty, FileTime.from(MODIFIED));
    Handoff handoff = Handoff.create();
    container =
        kind.start((request, response) ->
            handoff.send(
                SendFile.path(request.getRequestURI().equals("/empty") ? empty : file),
                request,
                response));
    tag = ask("HEAD", "/").field("ETag").orElseThrow();
  }

  @AfterAll
  void stop() throws Exception {
    container.close();
  }

  private Answer ask(String method, String target, String... lines) throws Exception {
    try (Client client = new Client(container.port())) {
      return client.ask(method, target, lines);
    }
  }

  private String[] filledIn(String lines) {
    return lines == null
        ? new String[0]
        : Arrays.stream(lines.split(" ; "))
            .map(line -> line.replace("{tag}", tag).replace("{date}", DATE).replace("\\t", "\t"))
            .toArray(String[]::new);
  }

  @ParameterizedTest(name = "{0} {1}: {2} ({4})")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET  | Range: bytes=0-0                         | 206 | 0-0     | the smallest range
          GET  | Range: bytes=0-9                         | 206 | 0-9     | the first ten
          GET  | Range: bytes=999-                        | 206 | 999-999 | the last one
          GET  | Range: bytes=-10                         | 206 | 990-999 | a suffix
          GET  | Range: bytes=0-                          | 206 | 0-999   | all of it is a range too
          GET  | Range: bytes=-1000                       | 206 | 0-999   | a suffix as long as the file
          GET  | Range: bytes=-5000                       | 206 | 0-999   | a suffix longer than the file
          GET  | Range: bytes=500-99999                   | 206 | 500-999 | the end is clamped
          GET  | Range: bytes=0-99999999999999999999      | 206 | 0-999   | beyond 2^63
          GET  | Range: BYTES=0-9                         | 206 | 0-9     | units have no case
          GET  | Range: bytes= 0-9                        | 206 | 0-9     | blanks around
          GET  | Range: bytes=0-9,                        | 206 | 0-9     | empty elements do not count
          GET  | Range: bytes=0-9,10-19                   | 206 | 0-19    | touching ones are one
          GET  | Range: bytes=0-9,5000-                   | 206 | 0-9     | what cannot be had is dropped
          GET  | Range: bytes=-0                          | 416 |         | nothing is asked for
          GET  | Range: bytes=1000-                       | 416 |         | behind the end
          GET  | Range: bytes=99999999999999999999-       | 416 |         | far behind the end
          GET  | Range: bytes=1000-,2000-                 | 416 |         | none of them
          GET  | Range: items=0-9                         | 200 | 0-999   | unknown units are ignored
          GET  | Range: bytes=9-5                         | 200 | 0-999   | upside down
          GET  | Range: bytes=+0-9                        | 200 | 0-999   | a sign is no digit
          GET  | Range: bytes=                            | 200 | 0-999   | nothing
          GET  | Range: bytes=0-9,x                       | 200 | 0-999   | one bad spec spoils the set
          GET  | Range: bytes=0-1 ; Range: bytes=5-6      | 200 | 0-999   | two lines contradict each other
          HEAD | Range: bytes=0-9                         | 200 |         | HEAD knows no ranges
          HEAD | Range: bytes=0-9 ; If-Range: "x"         | 200 |         | nor If-Range
          GET  | If-Match: {tag}                          | 200 | 0-999   | this version
          GET  | If-Match: *                              | 200 | 0-999   | any version
          GET  | If-Match: "foo"                          | 412 |         | another version
          HEAD | If-Match: "foo"                          | 412 |         | for HEAD as well
          GET  | If-Match: W/{tag}                        | 412 |         | weak is not strong
          GET  | If-Match: {tag} ; If-Unmodified-Since: Thu, 01 Jan 1998 00:00:00 GMT | 200 | 0-999 | the tag beats the date
          GET  | If-Unmodified-Since: {date}              | 200 | 0-999   | unchanged to the second
          GET  | If-Unmodified-Since: Sun, 01 Mar 2026 10:20:29 GMT | 412 | | changed since
          GET  | If-Unmodified-Since: yesterday           | 200 | 0-999   | no date
          GET  | If-None-Match: {tag}                     | 304 |         | the client has it
          HEAD | If-None-Match: {tag}                     | 304 |         | for HEAD as well
          GET  | If-None-Match: W/{tag}                   | 304 |         | weak will do here
          GET  | If-None-Match: *                         | 304 |         | any will do
          GET  | If-None-Match: "a,b", {tag}              | 304 |         | one of a list
          GET  | If-None-Match: "foo"                     | 200 | 0-999   | another version
          GET  | If-None-Match: ,                         | 200 | 0-999   | nothing, not an error
          GET  | If-None-Match: "foo" ; If-Modified-Since: {date} | 200 | 0-999 | the tag beats the date
          GET  | If-None-Match: {tag} ; If-Modified-Since: Thu, 01 Jan 1998 00:00:00 GMT | 304 | | both ways
          GET  | If-Modified-Since: {date}                | 304 |         | unchanged
          GET  | If-Modified-Since: Sun, 01 Mar 2026 10:20:29 GMT | 200 | 0-999 | changed since
          GET  | If-Modified-Since: 2026-03-01            | 200 | 0-999   | no date
          GET  | If-Range: {tag} ; Range: bytes=0-9       | 206 | 0-9     | goes on with this version
          GET  | If-Range: "foo" ; Range: bytes=0-9       | 200 | 0-999   | starts over with another
          GET  | If-Range: W/{tag} ; Range: bytes=0-9     | 200 | 0-999   | weak is not enough
          GET  | If-Range: {date} ; Range: bytes=0-9      | 206 | 0-9     | by the date
          GET  | If-Range: Sun, 01 Mar 2026 10:20:31 GMT ; Range: bytes=0-9 | 200 | 0-999 | only by exactly that date
          GET  | If-Range: nonsense ; Range: bytes=0-9    | 200 | 0-999   | nothing to go on with
          GET  | If-Range: "foo" ; Range: bytes=5000-     | 200 | 0-999   | no 416 for another version
          """)
  void answers(String method, String lines, int status, String range, String why) throws Exception {
    Answer answer = ask(method, "/", filledIn(lines));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.field("Date")).isPresent();
    if (range != null) {
      int first = Integer.parseInt(range.split("-")[0]);
      int last = Integer.parseInt(range.split("-")[1]);
      assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(BYTES, first, last + 1));
      assertThat(answer.field("Content-Range"))
          .isEqualTo(status == 206 ? Optional.of("bytes " + range + "/1000") : Optional.empty());
      assertThat(answer.field("Content-Length")).contains(Integer.toString(last + 1 - first));
    }
    if (status == 200 || status == 206) {
      assertThat(answer.field("ETag")).contains(tag);
      assertThat(answer.field("Last-Modified")).contains(DATE);
      assertThat(answer.field("Accept-Ranges")).contains("bytes");
      assertThat(answer.field("Content-Type")).contains("application/octet-stream");
      assertThat(answer.field("X-Content-Type-Options")).contains("nosniff");
    }
    assertThat(answer.field("Cache-Control"))
        .contains(status < 400 ? "private, no-cache" : "no-store");
    if (status == 304) {
      assertThat(answer.field("ETag")).contains(tag);
      assertThat(answer.field("Content-Type")).isEmpty();
    }
    if (status == 416) {
      assertThat(answer.field("Content-Range")).contains("bytes */1000");
      assertThat(answer.field("Content-Type")).contains("application/problem+json");
      assertThat(answer.field("ETag")).isEmpty();
    }
  }

  @Test
  void severalRangesComeInOneMessageOfKnownLength() throws Exception {
    Answer answer = ask("GET", "/", "Range: bytes=0-9,500-509");
    String type = answer.field("Content-Type").orElseThrow();
    String boundary = type.substring(type.indexOf("boundary=") + "boundary=".length());

    assertThat(answer.status()).isEqualTo(206);
    assertThat(type).startsWith("multipart/byteranges");
    assertThat(answer.field("Content-Range")).isEmpty();
    assertThat(answer.field("Transfer-Encoding")).isEmpty();
    assertThat(answer.text())
        .isEqualTo(
            part("--", boundary, 0, 10)
                + part("\r\n--", boundary, 500, 10)
                + "\r\n--"
                + boundary
                + "--\r\n");
  }

  private static String part(String before, String boundary, int first, int length) {
    return before
        + boundary
        + "\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes "
        + first
        + "-"
        + (first + length - 1)
        + "/1000\r\n\r\n"
        + new String(BYTES, first, length, StandardCharsets.ISO_8859_1);
  }

  @Test
  void anEmptyFileIsWholeWhateverIsAsked() throws Exception {
    for (String range : List.of("bytes=0-", "bytes=-5", "bytes=0-0")) {
      Answer answer = ask("GET", "/empty", "Range: " + range);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.field("Content-Length")).contains("0");
    }
  }

  @ParameterizedTest
  @CsvSource({"POST, 405", "PUT, 405", "DELETE, 405", "OPTIONS, 204"})
  void filesAreOnlyRead(String method, int status) throws Exception {
    Answer answer = ask(method, "/", "Content-Length: 0");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.field("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void headSaysWhatGetWouldAndTheConnectionGoesOn() throws Exception {
    try (Client client = new Client(container.port())) {
      Answer head = client.ask("HEAD", "/");
      Answer get = client.ask("GET", "/");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.lines().stream().filter(line -> !line.startsWith("Date")))
          .containsExactlyInAnyOrderElementsOf(
              get.lines().stream().filter(line -> !line.startsWith("Date")).toList());
      assertThat(get.body()).isEqualTo(BYTES);
    }
  }
}
