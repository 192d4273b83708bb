package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.send.SendFile;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Container;
import dev.handoff.servlet.wire.Container.Kind;
import dev.handoff.servlet.wire.Container.Setup;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bytes on their way: slow clients, clients that leave, files that change, and what becomes known.
 */
final class TransferTest {
  @TempDir Path folder;

  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  private Container.App sending(Handoff handoff, SendFile file) {
    return (request, response) -> handoff.send(file, request, response).thenAccept(outcomes::add);
  }

  private Outcome outcome() throws InterruptedException {
    return outcomes.poll(20, TimeUnit.SECONDS);
  }

  private Path file(int size) throws Exception {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return Files.write(folder.resolve("data.bin"), bytes);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFileOfSeveralBuffersArrivesWholeAndTheConnectionGoesOn(Kind kind) throws Exception {
    Path file = file(3_000_001);
    try (Container container = kind.start(sending(Handoff.create(), SendFile.path(file)));
        Client client = new Client(container.port())) {
      for (int i = 0; i < 3; i++) {
        Client.Answer answer = client.ask("GET", "/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Files.readAllBytes(file));
        assertThat(outcome()).isEqualTo(new Outcome.Sent(3_000_001));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFileThatShrinksBreaksOff(Kind kind) throws Exception {
    Path file = file(20_000_000);
    try (Container container = kind.start(sending(Handoff.create(), SendFile.path(file)));
        Client client = new Client(container.port(), 64 << 10)) {
      client.send("GET", "/");
      client.some(1000);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(1_000_000);
      }
      long got = drain(client);
      assertThat(got).isLessThan(19_000_000);
      assertThat(outcome())
          .isInstanceOfSatisfying(
              Outcome.Aborted.class,
              aborted -> assertThat(aborted.cause()).isEqualTo(Outcome.Cause.SOURCE_FAILED));
    }
  }

  private static long drain(Client client) {
    long got = 0;
    try {
      for (int read = client.some(8192).length; read > 0; read = client.some(8192).length) {
        got += read;
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the connection was left open", e);
    } catch (java.io.IOException reset) {
      return got;
    }
    return got;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aGeneratedStreamThatFailsDoesNotEndCleanly(Kind kind) throws Exception {
    SendFile broken =
        SendFile.stream(() ->
            new InputStream() {
              private int left = 1_000_000;

              @Override
              public int read() throws java.io.IOException {
                if (left-- <= 0) {
                  throw new java.io.IOException("out of data");
                }
                return 'x';
              }
            });
    try (Container container = kind.start(sending(Handoff.create(), broken));
        Client client = new Client(container.port())) {
      Client.Answer answer = client.ask("GET", "/");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.whole()).isFalse();
      assertThat(outcome())
          .isInstanceOfSatisfying(
              Outcome.Aborted.class,
              aborted -> assertThat(aborted.cause()).isEqualTo(Outcome.Cause.SOURCE_FAILED));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aClientThatLeftIsAnOutcome(Kind kind) throws Exception {
    Path file = file(20_000_000);
    try (Container container = kind.start(sending(Handoff.create(), SendFile.path(file)))) {
      Client client = new Client(container.port(), 64 << 10);
      client.send("GET", "/");
      client.some(1000);
      client.reset();
      assertThat(outcome())
          .isInstanceOfSatisfying(
              Outcome.Aborted.class,
              aborted -> assertThat(aborted.cause()).isEqualTo(Outcome.Cause.CLIENT_LEFT));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFileThatShrinksBreaksOffWhereTheRequestBlocks(Kind kind) throws Exception {
    Path file = file(20_000_000);
    try (Container container =
            kind.start(Setup.of(sending(Handoff.create(), SendFile.path(file))).withoutAsync());
        Client client = new Client(container.port(), 64 << 10)) {
      client.send("GET", "/");
      client.some(1000);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(1_000_000);
      }
      assertThat(drain(client)).isLessThan(19_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aClientThatTakesNothingIsLetGo(Kind kind) throws Exception {
    Path file = file(20_000_000);
    Handoff impatient = Handoff.builder().noProgressTimeout(Duration.ofMillis(300)).build();
    try (Container container = kind.start(sending(impatient, SendFile.path(file)));
        Client client = new Client(container.port(), 64 << 10)) {
      client.send("GET", "/");
      client.some(1000);
      assertThat(outcome())
          .isInstanceOfSatisfying(
              Outcome.Aborted.class,
              aborted -> assertThat(aborted.cause()).isEqualTo(Outcome.Cause.STALLED));
      assertThat(drain(client)).isLessThan(19_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aLimitHoldsAndLosesNothing(Kind kind) throws Exception {
    Path file = file(100_000);
    SendFile limited = SendFile.path(file).limitRate(100_000);
    try (Container container = kind.start(sending(Handoff.create(), limited));
        Client client = new Client(container.port())) {
      long begin = System.nanoTime();
      assertThat(client.ask("GET", "/").body()).isEqualTo(Files.readAllBytes(file));
      // The first and the last buffer need not wait, and a buffer is a quarter of a second.
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(400));
      assertThat(outcome()).isEqualTo(new Outcome.Sent(100_000));
    }
  }
}
