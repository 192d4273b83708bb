package dev.handoff.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log is renamed away and opened anew while requests come: each has its one line. */
class LogRotationTest {
  private static final int CLIENTS = 4;
  private static final int REQUESTS = 200;
  private static final int ROTATIONS = 6;
  private static final Pattern LINE =
      Pattern.compile("\\{\"time\":.*\"target\":\"(/[0-9]+/[0-9]+)\".*\\}");

  @TempDir Path folder;

  @Test
  void noLineIsLostOrTorn() throws Exception {
    Path log = folder.resolve("access.log");
    Setup setup =
        new Setup()
            .open("/none/", Files.createDirectory(folder.resolve("none")))
            .log(new LogConfig(new LogConfig.Access.ToFile(log), LogConfig.Format.JSON));
    List<Path> files = new ArrayList<>(List.of(log));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup)) {
      List<CompletableFuture<Void>> clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(client -> CompletableFuture.runAsync(() -> ask(gateway, client)))
              .toList();
      CompletableFuture<Void> all =
          CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new));
      for (int i = 0; i < ROTATIONS; i++) {
        Within.patience("lines in the new file", () -> all.isDone() || isWritten(log));
        if (isWritten(log)) {
          files.add(Files.move(log, folder.resolve("access.log." + i)));
          gateway.reopenLogs();
        }
      }
      all.join();
      gateway.stop().toCompletableFuture().join();
    }
    assertThat(files).hasSizeGreaterThan(2);
    List<String> targets = new ArrayList<>();
    for (Path file : files) {
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        Matcher whole = LINE.matcher(line);
        assertThat(whole.matches()).as(line).isTrue();
        targets.add(whole.group(1));
      }
    }
    Stream<String> asked =
        IntStream.range(0, CLIENTS * REQUESTS)
            .mapToObj(i -> "/" + i / REQUESTS + "/" + i % REQUESTS);
    assertThat(targets).containsExactlyInAnyOrderElementsOf(asked.toList());
  }

  private static void ask(GatewayUnderTest gateway, int client) {
    try (RawClient connection = RawClient.connect(gateway.address())) {
      for (int i = 0; i < REQUESTS; i++) {
        connection.send("GET /" + client + "/" + i + " HTTP/1.1\r\nHost: a\r\n\r\n").receive();
      }
    }
  }

  private static boolean isWritten(Path log) {
    try {
      return Files.exists(log) && Files.size(log) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
