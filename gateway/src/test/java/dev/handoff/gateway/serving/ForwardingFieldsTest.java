package dev.handoff.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.FrontKey;
import dev.handoff.core.front.FrontProof;
import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an app is told of the client, and of the gateway in front of it. */
class ForwardingFieldsTest {
  private static final String FORGED =
      "GET /x HTTP/1.1\r\nHost: shop.example:81\r\n"
          + "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\n"
          + "X-Forwarded-Port: 1\r\nX-Real-IP: 1.2.3.4\r\nForwarded: for=1.2.3.4\r\n"
          + "X_Forwarded_For: 5.6.7.8\r\n\r\n";

  @TempDir Path folder;

  @Test
  void nobodyOutsideIsBelieved() {
    ReceivedRequest request = received(new Setup());
    assertThat(request.values("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(request.values("X-Real-IP")).containsExactly("127.0.0.1");
    assertThat(request.values("X-Forwarded-Proto")).containsExactly("http");
    assertThat(request.values("X-Forwarded-Host")).containsExactly("shop.example:81");
    assertThat(request.values("Forwarded"))
        .containsExactly("for=127.0.0.1;host=\"shop.example:81\";proto=http");
    assertThat(request.values("X-Forwarded-Port")).isEmpty();
    assertThat(request.values("X_Forwarded_For")).isEmpty();
    assertThat(request.values("Via")).containsExactly("1.1 handoff");
  }

  @Test
  void aTrustedProxyIsBelievedAndAddedTo() throws Exception {
    ReceivedRequest request =
        received(new Setup().trust(new AddressRange(InetAddress.getByName("127.0.0.0"), 8)));
    assertThat(request.values("X-Forwarded-For")).containsExactly("1.2.3.4, 127.0.0.1");
    assertThat(request.values("X-Real-IP")).containsExactly("1.2.3.4");
    assertThat(request.values("X-Forwarded-Proto")).containsExactly("https");
    assertThat(request.values("X-Forwarded-Host")).containsExactly("evil");
    assertThat(request.values("X-Forwarded-Port")).containsExactly("1");
    assertThat(request.values("X_Forwarded_For")).isEmpty();
    assertThat(request.values("Forwarded").getFirst())
        .startsWith("for=1.2.3.4, for=127.0.0.1;host=");
  }

  @Test
  void anAppWithAGrantIsToldWhatItMayHandOff() {
    ReceivedRequest request = received(new Setup(), "/_f/");
    assertThat(request.values("X-Sendfile-Type")).containsExactly("X-Accel-Redirect");
    assertThat(request.values("X-Accel-Mapping")).containsExactly(folder + "/=/_f/");
    assertThat(request.values("X-Redirect-Map")).hasSize(1);
  }

  @Test
  void anAppWithKeysGetsAProofThatNoClientCanMake() {
    FrontKey key = FrontKey.of("k1", new byte[32]);
    String forged = FORGED.replace("\r\n\r\n", "\r\nHandoff-Front: v1;t=1;k=\"k1\"\r\n\r\n");
    ReceivedRequest request = received(setup -> setup.frontKeys(key), new Setup(), forged, "/_f/");
    FrontProof.Verdict verdict =
        FrontProof.of(List.of(key))
            .judge(
                request.values("Handoff-Front"),
                request.values("X-Sendfile-Type"),
                request.values("X-Redirect-Map"),
                Instant.now());
    assertThat(verdict).isInstanceOf(FrontProof.Verdict.Proven.class);
  }

  @Test
  void anAppWithoutAGrantIsToldNothing() {
    ReceivedRequest request = received(new Setup());
    assertThat(request.values("X-Sendfile-Type")).isEmpty();
    assertThat(request.values("X-Accel-Mapping")).isEmpty();
    assertThat(request.values("X-Redirect-Map")).isEmpty();
  }

  private ReceivedRequest received(Setup setup, String... grants) {
    return received(UnaryOperator.identity(), setup, FORGED, grants);
  }

  private ReceivedRequest received(
      UnaryOperator<Setup> change, Setup setup, String request, String... grants) {
    try (ScriptedApp app = ScriptedApp.tcp().always(Answer.text(200, "x"));
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                change.apply(setup.app(app, "/", grants)).internal("/_f/", folder));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send(request).receive();
      return app.onlyRequest();
    }
  }
}
