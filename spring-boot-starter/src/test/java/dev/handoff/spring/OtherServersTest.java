package dev.handoff.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.remote.RemoteRules;
import dev.handoff.core.send.SendFile;
import dev.handoff.spring.Server.With;
import dev.handoff.testkit.store.Failure;
import dev.handoff.testkit.store.FakeStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Files of other servers. What such a server says comes after Spring Security has written its
 * fields, so they are the harder case.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class OtherServersTest {
  private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.US_ASCII);

  private static final FakeStore STORE = FakeStore.create();

  private Server server;

  @EnableAutoConfiguration
  @RestController
  static class App {
    @Bean
    HandoffCustomizer remote() {
      return handoff -> handoff.remote(RemoteRules.allow(STORE.uri().toString()));
    }

    @GetMapping("/usual/{key}")
    SendFile usual(@PathVariable String key) {
      return SendFile.remote(STORE.uri(key)).attachment("Bericht.txt");
    }

    @GetMapping("/fresh/{key}")
    SendFile fresh(@PathVariable String key) {
      return SendFile.remote(STORE.uri(key)).cache("private, max-age=60");
    }
  }

  @BeforeAll
  void start() {
    STORE.start();
    STORE.put("there", CONTENT);
    STORE.put("broken", CONTENT);
    STORE.failing("broken", Failure.REFUSED);
    server = Server.start(App.class, List.of(With.SECURITY));
  }

  @AfterAll
  void stop() {
    server.close();
    STORE.close();
  }

  private static void isCached(HttpResponse<byte[]> answer, String policy) {
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly(policy);
    assertThat(answer.headers().map()).doesNotContainKeys("pragma", "expires");
  }

  @Test
  void arePrivateAndCheckedEachTime() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = server.ask("GET", "/usual/there", "Range", "bytes=2-4");

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo("234".getBytes(StandardCharsets.US_ASCII));
    isCached(answer, "private, no-cache");
  }

  @Test
  void areKeptAsLongAsTheControllerSays() throws IOException, InterruptedException {
    isCached(server.ask("GET", "/fresh/there"), "private, max-age=60");
  }

  @Test
  void areKeptByNobodyWhereThereIsNone() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = server.ask("GET", "/fresh/missing");

    assertThat(answer.statusCode()).isEqualTo(404);
    isCached(answer, "no-store");
  }

  @Test
  void areABadGatewayWhereTheServerFails() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = server.ask("GET", "/usual/broken");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    isCached(answer, "no-store");
  }
}
