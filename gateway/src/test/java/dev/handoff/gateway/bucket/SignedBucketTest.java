package dev.handoff.gateway.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.RealS3;
import dev.handoff.gateway.wire.Within;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An {@code s3} location: keys signed by the gateway, answers as if the object lay on its disk. */
// proves handoff-protocol: I3 I6 I7 I8
@TestInstance(Lifecycle.PER_CLASS)
final class SignedBucketTest {
  private static final String CONTENT = "0123456789".repeat(100);

  private Bucket bucket;
  private GatewayUnderTest gateway;

  @BeforeAll
  void start(@TempDir Path folder) {
    bucket = new Bucket();
    bucket.put("file.txt", CONTENT);
    gateway = GatewayUnderTest.start(bucket.setup(Bucket.credentials(folder, RealS3.SECRET)));
  }

  @AfterAll
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    if (bucket != null) {
      bucket.close();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.handoff.gateway.bucket.Bucket#keys")
  void deliversKeysOfEverySort(String key) {
    bucket.put(key, key);
    RawResponse answer = bucket.get(gateway, "/_s3/" + Bucket.encoded(key));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo(key);
  }

  @ParameterizedTest(name = "{0} with {1}: {2} {3} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  |                                       | 200 |                    | whole
          GET  | Range: bytes=0-9                      | 206 | bytes 0-9/1000     | the beginning
          GET  | Range: bytes=990-                     | 206 | bytes 990-999/1000 | to the end
          GET  | Range: bytes=990-2000                 | 206 | bytes 990-999/1000 | clamped
          GET  | Range: bytes=-5                       | 206 | bytes 995-999/1000 | the end
          GET  | Range: bytes=-5000                    | 206 | bytes 0-999/1000   | a suffix longer than it
          GET  | Range: bytes=1000-                    | 416 | bytes */1000       | the store names no length
          GET  | Range: bytes=9-2                      | 200 |                    | no range at all
          GET  | Range: items=0-9                      | 200 |                    | another unit
          GET  | If-None-Match: TAG                    | 304 |                    | known
          GET  | If-None-Match: "other"                | 200 |                    | another version is known
          GET  | If-Match: "other"                     | 412 |                    | another version is wanted
          GET  | If-Match: TAG~Range: bytes=0-9        | 206 | bytes 0-9/1000     | a part of this version
          GET  | If-Range: TAG~Range: bytes=0-9        | 206 | bytes 0-9/1000     | a part of this version
          GET  | If-Range: "other"~Range: bytes=0-9    | 200 |                    | the store ignores If-Range
          GET  | If-Modified-Since: FUTURE             | 304 |                    | not changed since
          GET  | If-Unmodified-Since: PAST             | 412 |                    | changed since
          HEAD |                                       | 200 |                    | the length, no body
          HEAD | Range: bytes=0-9                      | 200 |                    | ranges are for GET
          HEAD | If-None-Match: TAG                    | 304 |                    | known
          """)
  void answersLikeForAFile(
      String method, String fields, int status, String contentRange, String why) {
    String tag = bucket.get(gateway, "/_s3/file.txt").field("ETag").orElseThrow();
    assertThat(tag).startsWith("\"");
    String lines =
        (fields == null ? "" : fields)
            .replace("~", "\r\n")
            .replace("TAG", tag)
            .replace("FUTURE", "Fri, 01 Jan 2100 00:00:00 GMT")
            .replace("PAST", "Sat, 01 Jan 2000 00:00:00 GMT");
    RawResponse answer = bucket.ask(gateway, method, "/_s3/file.txt", "", lines);
    assertThat(answer.status()).as(why).isEqualTo(status);
    assertThat(answer.field("Content-Range").orElse(null)).isEqualTo(contentRange);
    switch (status) {
      case 200 -> {
        assertThat(answer.field("Content-Length")).hasValue("1000");
        assertThat(answer.text()).isEqualTo(method.equals("HEAD") ? "" : CONTENT);
      }
      case 206 -> {
        String[] bounds = contentRange.substring("bytes ".length()).split("[-/]");
        int to = Integer.parseInt(bounds[1]) + 1;
        assertThat(answer.text()).isEqualTo(CONTENT.substring(Integer.parseInt(bounds[0]), to));
      }
      default -> assertThat(answer.text()).doesNotContain("<Error>", Bucket.NAME, "file.txt");
    }
  }

  @Test
  void severalRangesComeInOneAnswer() {
    RawResponse answer =
        bucket.ask(gateway, "GET", "/_s3/file.txt", "", "Range: bytes=0-2,500-502,-3");
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.field("Content-Type").orElseThrow())
        .startsWith("multipart/byteranges; boundary=");
    assertThat(answer.text())
        .containsSubsequence(
            "Content-Range: bytes 0-2/1000",
            "012",
            "Content-Range: bytes 500-502/1000",
            "012",
            "Content-Range: bytes 997-999/1000",
            "789");
  }

  @Test
  void theAppsFieldsWinAndTheStoresOwnStayInside() {
    RawResponse answer =
        bucket.ask(
            gateway,
            "GET",
            "/_s3/file.txt",
            "Content-Type: text/csv\r\nContent-Disposition: attachment; filename=\"a.csv\"",
            "");
    assertThat(answer.values("Content-Type")).containsExactly("text/csv");
    assertThat(answer.values("Content-Disposition"))
        .containsExactly("attachment; filename=\"a.csv\"");
    assertThat(answer.toString()).doesNotContainIgnoringCase("x-amz", "127.0.0.1");
    assertThat(bucket.get(gateway, "/_s3/file.txt").values("Content-Type"))
        .containsExactly("text/x-stored");
  }

  @Test
  void aKeyThatIsNotThereIsNotFound() {
    try (LogLines log = new LogLines()) {
      RawResponse answer =
          bucket.ask(gateway, "GET", "/_s3/missing.txt", "Content-Disposition: attachment", "");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.field("Content-Disposition")).isEmpty();
      assertThat(answer.toString()).doesNotContain("NoSuchKey", "missing", Bucket.NAME);
      assertThat(log.with("NoSuchKey")).isNotEmpty();
    }
  }

  @Test
  void aWrongSecretIsTheOperatorsBusiness(@TempDir Path folder) {
    try (LogLines log = new LogLines();
        GatewayUnderTest wrong =
            GatewayUnderTest.start(bucket.setup(Bucket.credentials(folder, "wr0ng")))) {
      RawResponse answer = bucket.get(wrong, "/_s3/file.txt");
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.toString())
          .doesNotContain("Signature", "AKID", Bucket.NAME, "127.0.0.1", "file.txt");
      assertThat(log.with("the store refused the signature (403): SignatureDoesNotMatch"))
          .hasSize(1);
      assertThat(log.all()).doesNotContain("wr0ng", RealS3.KEY, "Signature=");
    }
  }

  @Test
  void aBucketThatIsNotThereIsNoMissingFile(@TempDir Path folder) {
    try (LogLines log = new LogLines();
        GatewayUnderTest other =
            GatewayUnderTest.start(
                Bucket.changed(
                    bucket.setup(Bucket.credentials(folder, RealS3.SECRET)),
                    s3 -> renamed(s3, "absent", "")))) {
      assertThat(bucket.get(other, "/_s3/file.txt").status()).isEqualTo(502);
      assertThat(log.with("NoSuchBucket")).isNotEmpty();
    }
  }

  @Test
  void credentialsThatComeLaterAreTaken(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("credentials");
    try (LogLines log = new LogLines();
        GatewayUnderTest waiting =
            GatewayUnderTest.start(bucket.setup(new S3Store.Credentials.File(file)))) {
      RawResponse answer = bucket.get(waiting, "/_s3/file.txt");
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.toString()).doesNotContain(folder.toString(), "credentials");
      assertThat(log.with("cannot read " + file)).isNotEmpty();
      Files.move(
          ((S3Store.Credentials.File) Bucket.credentials(made(folder), RealS3.SECRET)).path(),
          file);
      Within.patience("taken", () -> !log.with("credentials came from").isEmpty());
      assertThat(bucket.get(waiting, "/_s3/file.txt").text()).isEqualTo(CONTENT);
    }
  }

  private static Path made(Path folder) throws Exception {
    return Files.createDirectory(folder.resolve("made"));
  }

  @Test
  void theKeyPrefixStandsBeforeEveryKey(@TempDir Path folder) {
    bucket.put("tenant 1/é/file.txt", "of the tenant");
    try (GatewayUnderTest prefixed =
        GatewayUnderTest.start(
            Bucket.changed(
                bucket.setup(Bucket.credentials(folder, RealS3.SECRET)),
                s3 -> renamed(s3, s3.bucket(), "tenant 1/é/")))) {
      assertThat(bucket.get(prefixed, "/_s3/file.txt").text()).isEqualTo("of the tenant");
      assertThat(bucket.get(prefixed, "/_s3/../../file.txt").status()).isEqualTo(404);
    }
  }

  private static S3Store renamed(S3Store s3, String bucket, String keyPrefix) {
    return new S3Store(
        bucket,
        s3.region(),
        s3.endpoint(),
        s3.addressing(),
        keyPrefix,
        s3.credentials(),
        s3.deliver(),
        s3.access());
  }
}
