package dev.handoff.gateway.deliver.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.fields.Field;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.core.remote.Origin;
import dev.handoff.gateway.deliver.store.Presigner.Overrides;
import dev.handoff.gateway.deliver.store.Presigner.Presigned;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.RealS3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** A store that checks signatures takes ours, whatever the key, octet for octet as it is sent. */
@TestInstance(Lifecycle.PER_CLASS)
final class RealStoreTest {
  private static final AwsCredentialsIdentity IDENTITY =
      AwsCredentialsIdentity.create(RealS3.KEY, RealS3.SECRET);

  private final Sigv4 sigv4 = new Sigv4(RealS3.REGION, Clock.systemUTC());
  private RealS3 store;
  private Origin origin;

  @BeforeAll
  void start() {
    store = RealS3.start().bucket("media");
    origin = new Origin(false, "127.0.0.1", store.port());
  }

  @AfterAll
  void stop() {
    if (store != null) {
      store.close();
    }
  }

  static Stream<String> keys() {
    return Stream.of(
        "plain.txt",
        "a b",
        "a+b",
        "~",
        "100%",
        "%2F",
        "%41",
        "é ü/ö.txt",
        "写真 ☕",
        "\uD83D\uDE00",
        "x//y",
        "x/./y",
        "./z",
        "a;b=c&d?e#f",
        "q'(x)*!@$,:",
        "\"quoted\"",
        "<xml>&amp;",
        "back\\slash",
        "tab\tx",
        "\u007f",
        "k".repeat(1024),
        "é".repeat(512));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void signedByFields(String key) throws Exception {
    store.put("media", key, key.getBytes(UTF_8), "text/plain");
    String target = target(key);
    assertThat(get(target, fields(target))).isEqualTo(key);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void presigned(String key) throws Exception {
    store.put("media", key, key.getBytes(UTF_8), "text/plain");
    String url = url(false, key, new Overrides(Optional.empty(), Optional.empty()));
    assertThat(get(url.substring(origin.toString().length()), "")).isEqualTo(key);
  }

  @Test
  void whatAClientGetsIsWhatTheAppSaid() throws Exception {
    store.put("media", "report", "content".getBytes(UTF_8), "text/plain");
    String disposition = "attachment; filename=\"a b.txt\"; filename*=UTF-8''%C3%A4%20b.txt";
    String url =
        url(false, "report", new Overrides(Optional.of(disposition), Optional.of("text/x")));
    RawResponse answer = ask("GET", url.substring(origin.toString().length()), "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("Content-Disposition")).hasValue(disposition);
    assertThat(answer.field("Content-Type")).hasValue("text/x");
  }

  @Test
  void aUrlIsForItsMethodOnly() throws Exception {
    store.put("media", "report", "content".getBytes(UTF_8), "text/plain");
    Overrides nothing = new Overrides(Optional.empty(), Optional.empty());
    String forGet = url(false, "report", nothing).substring(origin.toString().length());
    String forHead = url(true, "report", nothing).substring(origin.toString().length());
    assertThat(ask("HEAD", forHead, "").status()).isEqualTo(200);
    assertThat(ask("HEAD", forGet, "").status()).isEqualTo(403);
    assertThat(ask("GET", forHead, "").status()).isEqualTo(403);
  }

  @Test
  void anotherSecretOrAnotherKeyIsRefused() throws Exception {
    store.put("media", "mine", "content".getBytes(UTF_8), "text/plain");
    String target = target("mine");
    String signed = fields(target);
    assertThat(ask("GET", target("other"), signed).status()).isEqualTo(403);
    AwsCredentialsIdentity wrong = AwsCredentialsIdentity.create(RealS3.KEY, "wrong");
    assertThat(ask("GET", target, fields(wrong, origin, target)).status()).isEqualTo(403);
    assertThat(ask("GET", target, "").status()).isEqualTo(403);
    assertThat(ask("GET", target, signed).status()).isEqualTo(200);
  }

  @Test
  void theBucketMayStandInTheHostName(@TempDir Path data) throws Exception {
    Files.writeString(Files.createDirectory(data.resolve("media")).resolve("a é+"), "content");
    try (RealS3 virtual = RealS3.start("--data", data.toString(), "--virtual-host", "s3.example");
        RawClient client = RawClient.connect(virtual.address())) {
      Origin inHost = new Origin(false, "media.s3.example", virtual.port());
      String target = "/a%20%C3%A9%2B";
      String head = "GET " + target + " HTTP/1.1\r\nHost: " + inHost.authority() + "\r\n";
      client.send(head + fields(IDENTITY, inHost, target) + "\r\n");
      assertThat(client.receive().text()).isEqualTo("content");
    }
  }

  private static String target(String key) {
    return "/media/" + PercentEncoding.encodePath(Octets.utf8(key));
  }

  private String fields(String target) {
    return fields(IDENTITY, origin, target);
  }

  private String fields(AwsCredentialsIdentity identity, Origin where, String target) {
    StringBuilder lines = new StringBuilder();
    for (Field field : sigv4.fields(identity, where, Octets.utf8(target))) {
      lines.append(field).append("\r\n");
    }
    return lines.toString();
  }

  private String url(boolean head, String key, Overrides overrides) {
    StoreTarget target =
        new StoreTarget(null, origin, Octets.utf8(target(key)), true, Optional.empty());
    QuerySigner signer =
        new QuerySigner(
            sigv4,
            () -> new KeptCredentials.State.Valid(IDENTITY, Optional.empty()),
            Duration.ofMinutes(5));
    return ((Presigned.Url) signer.presign(head, target, overrides)).url();
  }

  private String get(String target, String fields) throws Exception {
    RawResponse answer = ask("GET", target, fields);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return new String(answer.body(), UTF_8);
  }

  private RawResponse ask(String method, String target, String fields) throws Exception {
    try (RawClient client = RawClient.connect(store.address())) {
      String host = "Host: " + origin.authority() + "\r\n";
      client.send(method + " " + target + " HTTP/1.1\r\n" + host + fields + "\r\n");
      return method.equals("HEAD") ? client.receiveToHead() : client.receive();
    }
  }
}
