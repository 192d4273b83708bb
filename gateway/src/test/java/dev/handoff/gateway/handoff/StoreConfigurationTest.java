package dev.handoff.gateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in {@code handoff.yaml} about a store holds on the wire. */
final class StoreConfigurationTest {
  @TempDir Path folder;
  private ScriptedApp app;
  private ScriptedApp store;

  @BeforeEach
  void start() throws IOException {
    app = ScriptedApp.tcp().always(Answer.of(200, "X-Accel-Redirect: /_store/dir/a%20b.txt"));
    store = ScriptedApp.tcp().always(Answer.text(200, "stored"));
    Path credentials = folder.resolve("credentials");
    Files.writeString(
        credentials, "[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = wJalr\n");
    Files.createDirectory(folder.resolve("cache"));
  }

  @AfterEach
  void stop() {
    app.close();
    store.close();
  }

  /**
   * @param location as it stands in the file; STORE is the store's host and port
   */
  private GatewayUnderTest gateway(String location, String more) throws IOException {
    String yaml =
        """
        listen: "127.0.0.1:0"
        apps: { shop: "http://127.0.0.1:%d" }
        internal:
          /_store/: %s
        %s
        """
            .formatted(app.port(), location, more)
            .replace("STORE", "127.0.0.1:" + store.port());
    Path file = Files.writeString(folder.resolve("handoff.yaml"), yaml);
    return GatewayUnderTest.start(((Reading.Accepted) ConfigFile.at(file).read()).config());
  }

  private static RawResponse get(GatewayUnderTest gateway, String... fields) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n");
      for (String field : fields) {
        client.send(field + "\r\n");
      }
      return client.send("\r\n").receive();
    }
  }

  private RawResponse get(String location, String... fields) throws IOException {
    try (GatewayUnderTest gateway = gateway(location, "")) {
      return get(gateway, fields);
    }
  }

  @Test
  void listedFieldsCrossAndNoOthers() throws IOException {
    store.always(
        Answer.text(200, "stored", "X-Checksum: 7", "X-Secret: 8", "ETag: \"e\"", "Server: s"));
    RawResponse answer =
        get(
            "{ http: { base: \"http://STORE/\", send: [X-Tenant], receive: [X-Checksum] } }",
            "X-Tenant: 1",
            "X-Other: 2",
            "Cookie: c=1");
    assertThat(answer.text()).isEqualTo("stored");
    assertThat(answer.field("X-Checksum")).contains("7");
    assertThat(answer.field("X-Secret")).isEmpty();
    assertThat(answer.field("ETag")).isEmpty();
    assertThat(store.onlyRequest().field("X-Tenant")).contains("1");
    assertThat(store.onlyRequest().field("X-Other")).isEmpty();
    assertThat(store.onlyRequest().field("Cookie")).isEmpty();
  }

  @ParameterizedTest(name = "follow_redirects: {0} is {1}")
  @CsvSource({"0, 502", "1, 502", "2, 200"})
  void redirectsAreFollowedAsOftenAsTold(int most, int status) throws IOException {
    store
        .on("/b/dir/a%20b.txt", Answer.of(302, "Location: /b/two"))
        .on("/b/two", Answer.of(307, "Location: three"));
    String http = "{ http: { base: \"http://STORE/b/\", follow_redirects: " + most + " } }";
    assertThat(get(http).status()).isEqualTo(status);
  }

  @Test
  void aBucketIsAskedWithASignature() throws IOException {
    RawResponse answer =
        get(
            "{ s3: { bucket: shop, region: eu-west-1, endpoint: \"http://STORE\", prefix: files/,"
                + " credentials: \"file:credentials\" } }");
    assertThat(answer.text()).isEqualTo("stored");
    ReceivedRequest asked = store.onlyRequest();
    assertThat(asked.target()).isEqualTo("/shop/files/dir/a%20b.txt");
    assertThat(asked.field("Authorization").orElseThrow())
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
        .contains("/eu-west-1/s3/aws4_request");
  }

  @Test
  void aBucketThatDeliversItselfGetsASignedUrl() throws IOException {
    RawResponse answer =
        get(
            "{ s3: { bucket: shop, region: eu-west-1, endpoint: \"http://STORE\","
                + " credentials: \"file:credentials\", deliver: redirect 90s } }");
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.field("Location").orElseThrow())
        .startsWith("http://127.0.0.1:" + store.port() + "/shop/dir/a%20b.txt?")
        .contains("X-Amz-Expires=90")
        .contains("X-Amz-Signature=");
    assertThat(store.connections()).isZero();
  }

  @Test
  void copiesAreKept() throws IOException {
    store.always(Answer.text(200, "stored", "ETag: \"e\""));
    app.always(Answer.of(200, "X-Accel-Redirect: /_store/a.txt", "Handoff: etag=\"e\""));
    try (GatewayUnderTest gateway =
        gateway("{ http: { base: \"http://STORE/\" } }", "cache: { remote: { dir: cache } }")) {
      assertThat(get(gateway).text()).isEqualTo("stored");
      assertThat(get(gateway).text()).isEqualTo("stored");
    }
    assertThat(store.requests()).hasSize(1);
  }

  @Test
  void aStoreThatSaysNothingIsGivenUp() throws IOException {
    store.always(Answer.nothing().hang());
    assertThat(get("{ http: { base: \"http://STORE/\", timeout: 50ms } }").status()).isEqualTo(504);
  }
}
