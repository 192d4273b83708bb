package dev.handoff.gateway.deliver.store.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator learns of a delivery from a store: access log and trace, never a signature. */
final class ObservedTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String SIGNED = "?X-Amz-Signature=f00d";

  @TempDir Path folder;
  private Path file;
  private Remote remote;

  @BeforeEach
  void start() {
    file = folder.resolve("access.log");
    remote =
        new Remote(
            setup ->
                setup
                    .explain(SECRET)
                    .log(new LogConfig(new LogConfig.Access.ToFile(file), LogConfig.Format.JSON)),
            StoreAccess.DEFAULT);
    remote.app.always(
        request -> Answer.of(200, "X-Accel-Redirect: /_store" + request.target() + SIGNED));
  }

  @AfterEach
  void stop() {
    remote.close();
  }

  private String line() {
    Within.patience("a line in the access log", () -> lines().size() == 1);
    return lines().getFirst();
  }

  private List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String origin() {
    return "http://127.0.0.1:" + remote.store.port();
  }

  @Test
  void theAccessLogNamesTheStore() {
    remote.store.always(ObjectStore.of(1000));

    assertThat(remote.get().status()).isEqualTo(200);

    assertThat(line())
        .contains("\"status\":200", "\"bytes\":1000", "\"outcome\":\"whole\"")
        .contains("\"store\":\"" + origin() + "\"")
        .containsPattern("\"store_seconds\":[0-9]+\\.[0-9]*[1-9]")
        .doesNotContain("f00d");
  }

  @Test
  void theAccessLogSaysWhyNothingWasDelivered() {
    remote.store.always(Answer.text(403, "<Code>AccessDenied</Code>"));

    assertThat(remote.get().status()).isEqualTo(502);

    assertThat(line())
        .contains("\"status\":502")
        .contains("\"note\":\"store " + origin() + ": the store refused the signature (403)")
        .doesNotContain("f00d");
  }

  @Test
  void theAccessLogSaysWhyATransferWasCut() {
    remote.store.always(
        Answer.raw(ObjectStore.of(0).tagged("").modified("").head(200, "Content-Length: 1000"))
            .send("some")
            .close());

    assertThat(remote.get().isComplete()).isFalse();

    assertThat(line())
        .contains("\"status\":200", "\"outcome\":\"aborted\"")
        .contains("\"aborted\":\"store " + origin())
        .doesNotContain("f00d");
  }

  private String explain(String... fields) {
    try (RawClient client = RawClient.connect(remote.gateway.address())) {
      String request = Remote.request("GET", fields);
      return client
          .send(request.replace("Host: a\r\n", "Host: a\r\nHandoff-Explain: " + SECRET + "\r\n"))
          .receive()
          .text();
    }
  }

  @Test
  void theTraceShowsQuestionAnswerAndPlan() {
    remote.store.always(ObjectStore.of(1000));

    assertThat(explain("Range: bytes=5-9"))
        .contains("GET " + origin() + "/bucket/x bytes=5-9 -> 206, octets 5-9 of 1000")
        .contains("from the store")
        .contains("Partial 206")
        .contains("Content-Range: bytes 5-9/1000")
        .doesNotContain("f00d");
    Within.patience("the store is let go", () -> remote.store.openConnections() <= 1);
    assertThat(remote.get().status()).as("the next one is ordinary").isEqualTo(200);
  }

  @Test
  void theTraceShowsDoubts() {
    remote.store.always(request ->
        request.field("Range").isPresent() ? Answer.of(416) : ObjectStore.of(10).apply(request));

    assertThat(explain("Range: bytes=5-9"))
        .contains("asked again: it sent 416 without a length")
        .contains("asked again: it sent 416 to the first octet")
        .contains("Partial 206");
  }

  @Test
  void theTraceShowsThatNobodyHadToAsk() {
    remote.app.always(Answer.of(200, "X-Accel-Redirect: /_store/x", "Handoff: etag=\"a\""));

    assertThat(explain("If-None-Match: \"a\""))
        .contains("not asked: what the app stated decides")
        .contains("NotModified 304");
    assertThat(remote.store.requests()).isEmpty();
  }

  @Test
  void theTraceOfARefusalIsOne() {
    remote.store.always(Answer.of(404));

    assertThat(explain()).contains("-> 404").contains("\"status\":404");
    assertThat(Optional.of(remote.store.onlyRequest().target())).hasValue("/bucket/x" + SIGNED);
  }
}
