package dev.handoff.gateway.deliver.store.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.RawResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store's refusals become: a clean status for the client, the reason for the log. */
// proves handoff-protocol: I8 I9 I17
@TestInstance(Lifecycle.PER_CLASS)
final class StoreStatusTest {
  /** Everything S3 says of an object in an error, and what none of which a client may see. */
  private static final String DOCUMENT =
      "<?xml version=\"1.0\"?>\n<Error><Code>%s</Code><Message>secret words</Message>"
          + "<BucketName>bucket</BucketName><StringToSign>GET /bucket/x</StringToSign>"
          + "<RequestId>4442587FB7D0A2F9</RequestId></Error>";

  private Remote remote;
  private LogLines log;

  @BeforeAll
  void start() {
    log = new LogLines();
    remote = new Remote(Remote.impatient(Duration.ofSeconds(1)));
  }

  @AfterAll
  void stop() {
    remote.close();
    log.close();
  }

  @ParameterizedTest(name = "{0} {1} is {2}, and the log says: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | NoSuchKey                    | 404 | the store has no such object (404): NoSuchKey
          404 |                              | 404 | the store has no such object (404)
          410 |                              | 404 | the store has no such object (410)
          404 | NoSuchBucket                 | 502 | there is no such bucket
          403 | SignatureDoesNotMatch        | 502 | the store refused the signature (403): SignatureDoesNotMatch, the secret key is wrong
          403 | AccessDenied                 | 502 | AccessDenied, not allowed, or the signed URL has expired
          403 | RequestTimeTooSkewed         | 502 | the clock of this machine and that of the store differ
          403 | InvalidAccessKeyId           | 502 | the store does not know this access key
          403 | InvalidObjectState           | 502 | the object is archived
          403 | SomethingNew                 | 502 | the store refused the signature (403): SomethingNew
          403 |                              | 502 | the store refused the signature (403)
          401 |                              | 502 | the store refused the signature (401)
          400 | ExpiredToken                 | 502 | the store refused the request (400): ExpiredToken, the credentials have expired
          400 | AuthorizationHeaderMalformed | 502 | the bucket is in another region
          405 | MethodNotAllowed             | 502 | the store refused the request (405)
          412 |                              | 502 | the store refused the request (412)
          418 |                              | 502 | the store refused the request (418)
          500 | InternalError                | 502 | the store failed (500): InternalError
          502 |                              | 502 | the store failed (502)
          503 | SlowDown                     | 503 | the store asks to slow down (503): SlowDown
          429 |                              | 503 | the store asks to slow down (429)
          504 |                              | 504 | the store timed out (504)
          408 | RequestTimeout               | 504 | the store timed out (408)
          204 |                              | 502 | the store refused the request (204)
          201 |                              | 502 | the store refused the request (201)
          300 |                              | 502 | the store refused the request (300)
          """)
  void becomesACleanStatus(int status, String code, int forClient, String reason) {
    remote.handsOff(
        "Content-Disposition: attachment; filename=\"x.pdf\"",
        "Cache-Control: public, max-age=60",
        "Set-Cookie: s=1");
    String document = code == null ? "secret words of bucket" : DOCUMENT.formatted(code);
    remote
        .store
        .forget()
        .always(
            status == 204
                ? Answer.of(204)
                : Answer.text(
                    status,
                    document,
                    "Content-Type: application/xml",
                    "Content-Disposition: attachment; filename=\"error.xml\"",
                    "Set-Cookie: store=1",
                    "Server: AmazonS3",
                    "X-Amz-Request-Id: 4442587FB7D0A2F9",
                    "ETag: \"e\""));

    for (String method : List.of("GET", "HEAD", "POST")) {
      RawResponse answer = remote.send(method, "Range: bytes=0-9");

      assertThat(answer.status()).as(method).isEqualTo(forClient);
      assertThat(answer.toString())
          .as(method)
          .doesNotContainIgnoringCase("bucket")
          .doesNotContain("secret", "Amazon", "Amz", "127.0.0.1", "4442587", "store=1", "error.xml")
          .doesNotContain("x.pdf", "public", "ETag", "Last-Modified");
      assertThat(answer.values("Set-Cookie")).containsExactly("s=1");
      assertThat(answer.values("Cache-Control")).as("I17").containsExactly("no-store");
    }
    assertThat(log.with(reason)).hasSizeGreaterThanOrEqualTo(3);
    assertThat(log.all()).doesNotContain("secret words", "StringToSign");
  }

  @ParameterizedTest(name = "Retry-After: {0} is passed on as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7                             | 7
          0                             | 0
          999999                        | 3600
          99999999999999999999          |
          Mon, 06 May 2024 07:08:09 GMT |
          Mon, 06 May 2094 07:08:09 GMT | 3600
          soon                          |
          -1                            |
          1; secret                     |
          """)
  void slowingDownIsPassedOn(String value, String passed) {
    remote.handsOff();
    remote.store.forget().always(Answer.of(503, "Retry-After: " + value));

    RawResponse answer = remote.get();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.values("Retry-After"))
        .isEqualTo(passed == null ? List.of() : List.of(passed));
  }

  @Test
  void aDocumentIsNotReadToItsEnd() {
    remote.handsOff();
    remote
        .store
        .forget()
        .always(
            Answer.raw("HTTP/1.1 403 No\r\nContent-Length: 100000000\r\n\r\n")
                .send(" ".repeat(4000) + "<Code>TooLate</Code>")
                .hang());

    assertThat(remote.get().status()).isEqualTo(502);
    assertThat(log.with("the store refused the signature (403)").getLast())
        .doesNotContain("TooLate");
  }

  @Test
  void aDocumentThatNeverComesIsNoLongerWaitedFor() {
    remote.handsOff();
    remote
        .store
        .forget()
        .always(Answer.raw("HTTP/1.1 404 No\r\nContent-Length: 100\r\n\r\n<Error>").hang());

    assertThat(remote.get().status()).isEqualTo(404);
  }

  @ParameterizedTest(name = "a code of {0} is not logged")
  @ValueSource(strings = {"<b>", "a b", "line\nbreak", "../x", ""})
  void onlyACodeIsLogged(String code) {
    remote.handsOff();
    remote.store.forget().always(Answer.text(403, DOCUMENT.formatted(code)));

    assertThat(remote.get().status()).isEqualTo(502);
    assertThat(log.with("the store refused the signature").getLast()).endsWith("(403) -> 502");
  }

  @ParameterizedTest(name = "a store that {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          says nothing          | 504
          closes at once        | 502
          speaks no HTTP        | 502
          stops in its head     | 504
          has two lengths       | 502
          sends a bare LF       | 502
          """)
  void whatIsNoAnswer(String store, int status) {
    remote.handsOff();
    remote
        .store
        .forget()
        .always(
            switch (store) {
              case "says nothing" -> Answer.nothing().hang();
              case "closes at once" -> Answer.nothing().close();
              case "speaks no HTTP" -> Answer.raw("220 ftp ready\r\n\r\n").close();
              case "stops in its head" -> Answer.raw("HTTP/1.1 200 OK\r\nA: b").hang();
              case "has two lengths" ->
                  Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab");
              default -> Answer.raw("HTTP/1.1 200 OK\nContent-Length: 1\n\na").close();
            });

    RawResponse answer = remote.get();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.toString()).doesNotContain("127.0.0.1", "bucket");
    assertThat(log.with("-> " + status).getLast()).contains("/bucket/x: ");
  }

  @Test
  void aStoreThatIsNotThere() {
    try (Remote closed = new Remote()) {
      closed.store.close();

      assertThat(closed.get().status()).isEqualTo(502);
    }
  }

  @Test
  void redirectsAreFollowedAndNeverShown() {
    remote.handsOff();
    ObjectStore object = ObjectStore.of(1000);
    remote
        .store
        .forget()
        .on("/bucket/x", Answer.of(307, "Location: /bucket/there?X-Amz-Signature=abc"))
        .on("/bucket/there?X-Amz-Signature=abc", object);

    RawResponse answer = remote.get("Range: bytes=10-19");

    assertThat(answer.status()).as("I9").isEqualTo(206);
    assertThat(answer.toString()).doesNotContain("Location", "Signature", "there");
    assertThat(remote.store.requests())
        .extracting(request -> request.field("Range").orElse(""))
        .containsExactly("bytes=10-19", "bytes=10-19");
  }

  @Test
  void aRedirectToNowhereIsAFailure() {
    remote.handsOff();
    remote.store.forget().always(Answer.of(302, "Location: http://elsewhere.example/secret"));

    RawResponse answer = remote.get();

    assertThat(answer.status()).as("I9").isEqualTo(502);
    assertThat(answer.toString()).doesNotContain("elsewhere", "secret");
  }
}
