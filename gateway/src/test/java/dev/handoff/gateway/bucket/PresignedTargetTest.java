package dev.handoff.gateway.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.Origin;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.config.S3Store.Deliver;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.deliver.store.Presigner.Overrides;
import dev.handoff.gateway.deliver.store.Presigner.Presigned;
import dev.handoff.gateway.deliver.store.StoreSigners;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.s3.S3Signers;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.RealS3;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Presigned URLs: those an app hands off, and those the gateway sends a client to. */
// proves handoff-protocol: I3 I4 I5 I6
@TestInstance(Lifecycle.PER_CLASS)
final class PresignedTargetTest {
  private Bucket bucket;
  private GatewayUnderTest gateway;

  @BeforeAll
  void start() {
    bucket = new Bucket();
    bucket.put("file.txt", "content");
    gateway = GatewayUnderTest.start(bucket.remote());
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
  void survivesTheWayWhateverTheKey(String key) {
    bucket.put(key, key);
    RawResponse answer = bucket.get(gateway, handedOff(presigned(key, Clock.systemUTC())));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo(key);
  }

  @Test
  void isFetchedForHeadAlthoughItIsSignedForGet() {
    String target = handedOff(presigned("file.txt", Clock.systemUTC()));
    RawResponse answer = bucket.ask(gateway, "HEAD", target, "", "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("Content-Length")).hasValue("7");
  }

  @Test
  void mayBeAUrlItself() {
    assertThat(bucket.get(gateway, presigned("file.txt", Clock.systemUTC())).text())
        .isEqualTo("content");
  }

  @Test
  void thatWasTamperedWithIsRefusedWithoutAWordToTheClient() {
    String target =
        handedOff(presigned("file.txt", Clock.systemUTC())).replace("file.txt", "other.txt");
    bucket.put("other.txt", "not for you");
    try (LogLines log = new LogLines()) {
      RawResponse answer = bucket.get(gateway, target);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.toString()).doesNotContain("Signature", "other.txt", "127.0.0.1");
      assertThat(log.with("the store refused the signature (403)")).hasSize(1);
      assertThat(log.all()).doesNotContain("X-Amz-Signature", "X-Amz-Credential");
    }
  }

  @Test
  void thatExpiredIsNoMissingFile() {
    Clock hourAgo = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
    try (LogLines log = new LogLines()) {
      RawResponse answer = bucket.get(gateway, handedOff(presigned("file.txt", hourAgo)));
      assertThat(answer.status()).isEqualTo(502);
      assertThat(log.with("the store refused the signature (403)")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void isWhereAClientIsSentWhenTheBucketDelivers(String method, @TempDir Path folder)
      throws Exception {
    String key = "ä/b + c.txt";
    bucket.put(key, "from the bucket");
    String disposition = "attachment; filename=\"c.txt\"; filename*=UTF-8''%C3%A4.txt";
    try (GatewayUnderTest redirecting =
        GatewayUnderTest.start(
            Bucket.changed(
                bucket.setup(Bucket.credentials(folder, RealS3.SECRET)),
                PresignedTargetTest::redirecting))) {
      RawResponse sent =
          bucket.ask(
              redirecting,
              method,
              "/_s3/" + Bucket.encoded(key),
              "Content-Type: text/csv\r\nContent-Disposition: "
                  + disposition
                  + "\r\nSet-Cookie: a=b",
              "");
      assertThat(sent.status()).isEqualTo(302);
      assertThat(sent.field("Cache-Control")).hasValue("no-store");
      assertThat(sent.field("Referrer-Policy")).hasValue("no-referrer");
      assertThat(sent.field("Set-Cookie")).hasValue("a=b");
      assertThat(sent.body()).isEmpty();

      URI there = URI.create(sent.field("Location").orElseThrow());
      assertThat(there.getRawQuery()).contains("X-Amz-Expires=300&");
      RawResponse object = follow(method, there);
      assertThat(object.status()).isEqualTo(200);
      assertThat(object.field("Content-Disposition")).hasValue(disposition);
      assertThat(object.field("Content-Type")).hasValue("text/csv");
      assertThat(object.text()).isEqualTo(method.equals("HEAD") ? "" : "from the bucket");
    }
  }

  private RawResponse follow(String method, URI url) {
    try (RawClient client = RawClient.connect(bucket.store().address())) {
      String target = url.getRawPath() + "?" + url.getRawQuery();
      client.send(
          method + " " + target + " HTTP/1.1\r\nHost: " + url.getRawAuthority() + "\r\n\r\n");
      return method.equals("HEAD") ? client.receiveToHead() : client.receive();
    }
  }

  /** As the seed's app writes a URL into the field. */
  private static String handedOff(String url) {
    return "/_remote/" + url.replaceFirst("://", "/");
  }

  private String presigned(String key, Clock clock) {
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", RealS3.KEY, "AWS_SECRET_ACCESS_KEY", RealS3.SECRET);
    S3Store store =
        new S3Store(
            Bucket.NAME,
            RealS3.REGION,
            Optional.empty(),
            S3Store.Addressing.PATH,
            "",
            new S3Store.Credentials.Environment(),
            new Deliver.Through(),
            StoreAccess.DEFAULT);
    try (StoreSigners signers = new S3Signers(environment::get, clock).of(store).orElseThrow()) {
      Presigned made =
          signers
              .presigner(RealS3.REGION, Duration.ofMinutes(5))
              .presign(
                  false,
                  new StoreTarget(
                      null,
                      new Origin(false, "127.0.0.1", bucket.store().port()),
                      Octets.utf8("/" + Bucket.NAME + "/" + Bucket.encoded(key)),
                      true,
                      Optional.empty()),
                  new Overrides(Optional.empty(), Optional.empty()));
      return ((Presigned.Url) made).url();
    }
  }

  private static S3Store redirecting(S3Store s3) {
    return new S3Store(
        s3.bucket(),
        s3.region(),
        s3.endpoint(),
        s3.addressing(),
        s3.keyPrefix(),
        s3.credentials(),
        new Deliver.Redirect(Duration.ofMinutes(5)),
        s3.access());
  }
}
