package dev.handoff.gateway.deliver.store.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.Within;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither side runs ahead of the other, and nobody is kept waiting for somebody who left. */
// proves handoff-protocol: F3 F5 I14
// proves file-responses: I16 I19
final class FlowTest {
  private static final int MEGABYTE = 1 << 20;

  private Remote remote;

  @BeforeEach
  void start() {
    remote = new Remote();
  }

  @AfterEach
  void stop() {
    remote.close();
  }

  /** An object larger than all buffers on its way, sent piece by piece. */
  private static final class Pieces {
    static final int SIZE = MEGABYTE;
    static final int COUNT = 256;

    private final List<CountDownLatch> sent = new ArrayList<>();

    Answer answer() {
      byte[] piece = ObjectStore.content(SIZE);
      Answer answer =
          Answer.raw(ObjectStore.of(0).head(200, "Content-Length: " + (long) COUNT * SIZE));
      for (int i = 0; i < COUNT; i++) {
        CountDownLatch latch = new CountDownLatch(1);
        sent.add(latch);
        answer = answer.send(piece).signal(latch);
      }
      return answer;
    }

    long sent() {
      return sent.stream().filter(latch -> latch.getCount() == 0).count() * SIZE;
    }
  }

  /** Keeps every loop of the gateway busy with small objects of the same store. */
  private static void others(Remote remote, Duration time) {
    remote.store.on("/bucket/small", ObjectStore.of(1000));
    long end = System.nanoTime() + time.toNanos();
    int done = 0;
    while (done < 40 || System.nanoTime() - end < 0) {
      try (RawClient client = RawClient.connect(remote.gateway.address())) {
        client.send(Remote.request("GET").replace("/x", "/small"));
        assertThat(client.receive().body()).hasSize(1000);
      }
      done++;
    }
  }

  @Test
  void aClientThatReadsNothingStopsTheReadingFromTheStore() {
    Pieces pieces = new Pieces();
    remote.store.on(Remote.OBJECT, pieces.answer());
    try (RawClient client = RawClient.connect(remote.gateway.address())) {
      client.send(Remote.request("GET", "Connection: close"));
      Within.patience("the first megabyte is on its way", () -> pieces.sent() > 0);
      others(remote, Duration.ZERO);
      // Two sockets lie between; their buffers grow to some megabytes each.
      assertThat(pieces.sent()).as("I14").isLessThan(128L * MEGABYTE);

      assertThat(client.receiveUntilEnd())
          .as("I14")
          .isBetween((long) Pieces.COUNT * MEGABYTE, (long) Pieces.COUNT * MEGABYTE + 1000);
    }
  }

  @ParameterizedTest(name = "a client that leaves {0} frees the store")
  @ValueSource(strings = {"before the answer", "in mid-transfer", "while it is not reading"})
  void aClientThatLeavesFreesTheStore(String when) {
    Pieces pieces = new Pieces();
    remote.store.always(
        switch (when) {
          case "before the answer" -> Answer.nothing().hang();
          case "in mid-transfer" ->
              Answer.raw(ObjectStore.of(0).head(200, "Content-Length: 1000000000"))
                  .send(ObjectStore.content(1000))
                  .hang();
          default -> pieces.answer();
        });
    try (RawClient client = RawClient.connect(remote.gateway.address())) {
      client.send(Remote.request("GET"));
      remote.store.awaitRequests(1);
      if (when.equals("in mid-transfer")) {
        client.receiveOctets(1000);
      }
      client.reset();
    }
    Within.patience("the store's connection is gone", () -> remote.store.openConnections() == 0);
  }

  @Test
  void aSlowClientIsNoReasonToCallTheStoreSlow() {
    // Long enough for a store on a busy machine, which must not look slow by itself.
    Duration timeout = Duration.ofSeconds(3);
    try (LogLines log = new LogLines();
        Remote impatient = new Remote(Remote.impatient(timeout))) {
      Pieces pieces = new Pieces();
      impatient.store.on(Remote.OBJECT, pieces.answer());
      try (RawClient client = RawClient.connect(impatient.gateway.address())) {
        client.send(Remote.request("GET", "Connection: close"));
        Within.patience("the first megabyte is on its way", () -> pieces.sent() > 0);
        others(impatient, timeout.plusSeconds(1));

        assertThat(client.receiveUntilEnd()).isGreaterThan((long) Pieces.COUNT * MEGABYTE);
      }
      assertThat(log.with("asking for the rest")).as("I14").isEmpty();
    }
  }

  @Test
  void aRateHoldsBothSidesBack() {
    remote.handsOff("X-Accel-Limit-Rate: 20000");
    ObjectStore object = ObjectStore.of(10_000);
    remote.store.always(object);
    long before = System.nanoTime();

    RawResponse answer = remote.get();

    assertThat(answer.body()).as("F5").isEqualTo(object.content());
    // A tenth of a second's worth goes ahead.
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .as("F3")
        .isGreaterThan(Duration.ofMillis(350));
    assertThat(remote.store.requests()).hasSize(1);
  }

  @Test
  void aSlowRateHoldsTheBodyBackNotTheHead() {
    remote.handsOff("X-Accel-Limit-Rate: 1");
    remote.store.always(ObjectStore.of(50_000_000));
    try (RawClient client = RawClient.connect(remote.gateway.address())) {
      client.send(Remote.request("GET"));
      assertThat(new String(client.receiveOctets(200))).as("F3").startsWith("HTTP/1.1 200");
      client.reset();
    }
    Within.patience("the store's connection is gone", () -> remote.store.openConnections() == 0);
  }

  @Test
  void aRateHoldsForPartsAndForTheRest() {
    remote.handsOff("X-Accel-Limit-Rate: 1000000");
    ObjectStore object = ObjectStore.of(200_000);
    remote.store.always(object);

    RawResponse answer = remote.get("Range: bytes=0-49999,100000-149999");

    assertThat(answer.isComplete()).isTrue();
    assertThat(answer.text())
        .contains(new String(object.slice(new ByteRange(0, 49_999))))
        .contains(new String(object.slice(new ByteRange(100_000, 149_999))));
    assertThat(remote.store.requests()).hasSize(2);
  }

  @Test
  void connectionsToTheStoreAreKept() {
    remote.store.always(ObjectStore.of(1000));

    for (int i = 0; i < 4; i++) {
      assertThat(remote.get("Range: bytes=0-9,500-509,900-909").isComplete()).isTrue();
      assertThat(remote.send("HEAD").status()).isEqualTo(200);
    }

    // One for each event loop at most: parts of one answer use the same again.
    assertThat(remote.store.connections())
        .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
  }
}
