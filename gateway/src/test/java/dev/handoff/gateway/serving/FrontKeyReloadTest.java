package dev.handoff.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.FrontKey;
import dev.handoff.core.front.FrontProof;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A front key whose file holds another secret is another key once the file was read again. */
final class FrontKeyReloadTest {
  @TempDir Path folder;

  @Test
  void anAppIsShownTheNewKeyFromTheNextRequestOn() throws Exception {
    Files.createDirectory(folder.resolve("files"));
    try (ScriptedApp app = ScriptedApp.tcp().always(Answer.text(200, "x"))) {
      String yaml =
          """
          listen: "127.0.0.1:0"
          apps:
            shop:
              url: http://127.0.0.1:%d
              front_keys: [ { id: k1, secret: file:k1 } ]
          internal: { /_files/: files }
          """
              .formatted(app.port());
      Path file = Files.writeString(folder.resolve("handoff.yaml"), yaml);
      secret(1);
      try (GatewayUnderTest gateway = GatewayUnderTest.start(read(file));
          RawClient client = RawClient.connect(gateway.address())) {
        ask(client);
        secret(2);
        gateway.reload(read(file));
        ask(client);
      }
      ReceivedRequest before = app.requests().get(0);
      ReceivedRequest after = app.requests().get(1);
      assertThat(isProven(before, 1)).isTrue();
      assertThat(isProven(before, 2)).isFalse();
      assertThat(isProven(after, 1)).isFalse();
      assertThat(isProven(after, 2)).isTrue();
    }
  }

  private static void ask(RawClient client) {
    // What a client writes itself never reaches an app.
    client.send("GET / HTTP/1.1\r\nHost: a\r\nHandoff-Front: v1;t=1\r\n\r\n").receive();
  }

  private static boolean isProven(ReceivedRequest request, int octet) {
    FrontProof proof = FrontProof.of(List.of(FrontKey.of("k1", octets(octet))));
    return proof.judge(
            request.values("Handoff-Front"),
            request.values("X-Sendfile-Type"),
            request.values("X-Redirect-Map"),
            Instant.now())
        instanceof FrontProof.Verdict.Proven;
  }

  private static byte[] octets(int octet) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) octet);
    return secret;
  }

  private void secret(int octet) throws IOException {
    Files.writeString(folder.resolve("k1"), Base64.getEncoder().encodeToString(octets(octet)));
  }

  private static GatewayConfig read(Path file) {
    return ((Reading.Accepted) ConfigFile.at(file).read()).config();
  }
}
