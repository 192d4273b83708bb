package dev.handoff.gateway.deliver.store.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.NoAnswer;
import dev.handoff.gateway.wire.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the app states in its Handoff field decides before the store is asked, and wins after. */
// proves handoff-protocol: I13
// proves file-responses: I13
@TestInstance(Lifecycle.PER_CLASS)
final class StatedTest {
  private static final ObjectStore OBJECT = ObjectStore.of(1000);

  /** 2024-05-06T07:08:09Z, the date of the object. */
  private static final String DATE = "@1714979289";

  private Remote remote;
  private LogLines log;

  @BeforeAll
  void start() {
    log = new LogLines();
    remote = new Remote();
  }

  @AfterAll
  void stop() {
    remote.close();
    log.close();
  }

  @ParameterizedTest(name = "{0} {1}, stated {2}: {3} after {4} questions ({5})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | If-None-Match: "a"                       | etag="a"              | 304 | 0 | the tag decides
          GET  | If-None-Match: "v1"                      | etag="a"              | 200 | 1 | the store's tag is nobody's
          GET  | If-Match: "v1"                           | etag="a"              | 412 | 0 | nor here
          GET  | If-Match: "a"                            | etag="a"              | 200 | 1 | the version meant
          GET  | If-None-Match: "v1"                      | size=1000             | 304 | 1 | the store's tag decides
          GET  | If-Modified-Since: Mon, 06 May 2024 07:08:09 GMT | modified=DATE | 304 | 0 | the date decides
          GET  | Range: bytes=1000-                       | size=1000             | 416 | 0 | the size decides
          GET  | Range: bytes=0-9                         | size=1000             | 206 | 1 | the octets are wanted
          GET  | Range: bytes=0-9 & If-Range: "a"         | etag="a"              | 206 | 1 | known beforehand to apply
          GET  | Range: bytes=0-9 & If-Range: "v1"        | etag="a"              | 200 | 1 | known beforehand not to
          GET  | Range: bytes=0-9 & If-Range: "a"         | etag="a";weak         | 200 | 1 | a weak tag proves nothing
          HEAD | If-None-Match: "a"                       | etag="a"              | 304 | 0 | the tag decides
          HEAD |                                          | etag="a", size=1000, type="image/gif" | 200 | 0 | all is known
          HEAD |                                          | etag="a", size=1000   | 200 | 1 | the type is not known
          HEAD |                                          | size=1000, type="image/gif" | 200 | 1 | a GET would tell a tag
          POST | If-None-Match: "a"                       | etag="a"              | 200 | 1 | the condition was for the app
          """)
  void decidesFirst(
      String method, String fields, String stated, int status, int questions, String why) {
    remote.handsOff("Handoff: " + stated.replace("DATE", DATE));
    remote.store.forget().always(OBJECT);

    RawResponse answer = remote.send(method, fields == null ? "" : fields.replace(" & ", "\r\n"));

    assertThat(answer.status()).as(why).isEqualTo(status);
    assertThat(remote.store.requests()).as(why).hasSize(questions);
    if (stated.contains("etag") && status < 400) {
      assertThat(answer.field("ETag")).hasValue(stated.contains("weak") ? "W/\"a\"" : "\"a\"");
    }
    if (method.equals("HEAD") && status == 200) {
      assertThat(answer.field("Content-Length")).hasValue("1000");
    }
    if (stated.contains("type")) {
      assertThat(answer.field("Content-Type")).hasValue("image/gif");
    }
  }

  @Test
  void theStoresOwnTagProvesPartsAllTheSame() {
    remote.handsOff("Handoff: etag=\"a\", modified=@1000000000");
    remote.store.forget().always(OBJECT);

    RawResponse answer = remote.get("Range: bytes=0-9,500-509");

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.isComplete()).isTrue();
    assertThat(answer.field("ETag")).hasValue("\"a\"");
    assertThat(answer.field("Last-Modified")).hasValue("Sun, 09 Sep 2001 01:46:40 GMT");
    assertThat(remote.store.requests().getLast().field("If-Match")).hasValue("\"v1\"");
  }

  @ParameterizedTest(name = "size={0} and a store that says 1000, {1}: {2}")
  @CsvSource({"999, GET, 502", "1001, GET, 502", "999, HEAD, 502", "1000, GET, 200"})
  void aSizeThatContradictsTheStore(int size, String method, int status) {
    remote.handsOff("Handoff: size=" + size, "Content-Disposition: attachment");
    remote.store.forget().always(OBJECT);

    RawResponse answer = remote.send(method);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.field("Content-Disposition").isPresent()).isEqualTo(status == 200);
    if (status == 502) {
      assertThat(log.with("the app says " + size + " octets, the store 1000")).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "size={0} of a store without lengths that sends {1}, {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1000 | 1000 |                    | 200 whole
          1000 | 1000 | Range: bytes=5-9   | 206 whole
          1000 | 999  |                    | cut
          1000 | 1001 |                    | cut
          1000 | 999  | Range: bytes=990-  | cut
          """)
  void aSizeStandsInForTheStores(int size, int sent, String field, String outcome) {
    for (boolean chunked : new boolean[] {true, false}) {
      remote.handsOff("Handoff: size=" + size);
      byte[] content = ObjectStore.content(sent);
      ObjectStore bare = OBJECT.tagged("").modified("");
      remote
          .store
          .forget()
          .always(
              chunked
                  ? Answer.raw(bare.head(200, "Transfer-Encoding: chunked"))
                      .send(Integer.toHexString(sent) + "\r\n" + text(content) + "\r\n0\r\n\r\n")
                  : Answer.raw(bare.head(200).replace("HTTP/1.1", "HTTP/1.0"))
                      .send(content)
                      .close());

      if (outcome.equals("cut")) {
        assertThat(isCut(field)).as("I13, chunked: %s", chunked).isTrue();
        continue;
      }
      RawResponse answer = remote.get(field);
      assertThat(answer.isComplete()).isTrue();
      assertThat(answer.status() + " whole").as("chunked: %s", chunked).isEqualTo(outcome);
      assertThat(answer.body())
          .isEqualTo(field == null ? content : Arrays.copyOfRange(content, 5, 10));
    }
  }

  /** Perhaps so soon that not even the head has left. */
  private boolean isCut(String field) {
    try {
      return !remote.get(field).isComplete();
    } catch (NoAnswer nothingLeft) {
      return nothingLeft.wasReset();
    }
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
