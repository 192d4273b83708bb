package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.Within;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One reading of the store for many clients, whoever of them comes, stays or leaves. */
final class SharedFillTest {
  private static final int LENGTH = 200_000;

  @TempDir Path dir;

  private final Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));

  /** Answers with half of what was asked for, and with the rest once {@code latch} is open. */
  private Optional<Answer> inHalves(ReceivedRequest request, CountDownLatch latch) {
    ByteRange range = Bucket.range(request, bucket.item());
    byte[] body = bucket.item().slice(range.first(), range.last());
    int half = body.length / 2;
    return Optional.of(
        Answer.raw(Bucket.head(206, bucket.item(), range))
            .send(Arrays.copyOf(body, half))
            .await(latch)
            .send(Arrays.copyOfRange(body, half, body.length)));
  }

  @Test
  void aThousandClientsReadTheStoreOnce() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    bucket.instead(
        request -> asked.getAndIncrement() == 0 ? inHalves(request, latch) : Optional.empty());
    try (CacheRig rig = new CacheRig(dir, bucket);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      rig.says("Handoff: etag=\"v1\"");
      List<Future<RawResponse>> answers = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        answers.add(clients.submit(() -> rig.get("/x")));
      }
      // All of them are at the gateway while half of a window is missing.
      Within.patience("a thousand questions to the app", () -> rig.app.requests().size() == 1000);
      latch.countDown();
      for (Future<RawResponse> answer : answers) {
        assertThat(answer.get(120, TimeUnit.SECONDS).body()).isEqualTo(bucket.item().content());
      }
      assertThat(bucket.octets() + 4 * CacheRig.SLICE).as("octets read").isEqualTo(LENGTH);
      assertThat(rig.store.requests())
          .as("one after the other, no slice twice")
          .doesNotHaveDuplicates()
          .hasSizeLessThanOrEqualTo(13);
    }
  }

  @Test
  void withoutTheAppsWordTheStoreIsAskedTwiceForAll() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    bucket.instead(request -> {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return Optional.empty();
    });
    bucket.put(Bucket.Item.random(1000, 1));
    try (CacheRig rig = new CacheRig(dir, bucket);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<RawResponse>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(clients.submit(() -> rig.get("/x")));
      }
      Within.patience("all at the app", () -> rig.app.requests().size() == 200);
      Within.patience("one at the store", () -> rig.store.requests().size() == 1);
      latch.countDown();
      for (Future<RawResponse> answer : answers) {
        assertThat(answer.get(120, TimeUnit.SECONDS).body()).isEqualTo(bucket.item().content());
      }
      assertThat(bucket.reads()).as("octets came once").hasSize(1);
      assertThat(bucket.served())
          .as("whoever came after the question was asked has it asked again, together")
          .hasSizeLessThan(20);
    }
  }

  @Test
  void theFillGoesOnWhenTheFirstClientLeaves() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    bucket.instead(
        request -> asked.getAndIncrement() == 0 ? inHalves(request, latch) : Optional.empty());
    try (CacheRig rig = new CacheRig(dir, bucket);
        RawClient first = RawClient.connect(rig.gateway.address());
        RawClient second = RawClient.connect(rig.gateway.address())) {
      rig.says("Handoff: etag=\"v1\"");
      first.send(CacheRig.request("GET", "/x"));
      // Half of the window came through before the other half exists: nobody waits for a slice.
      CacheRig.skipHead(first);
      assertThat(first.receiveOctets(2 * CacheRig.SLICE))
          .isEqualTo(bucket.item().slice(0, 2 * CacheRig.SLICE - 1));
      second.send(CacheRig.request("GET", "/x"));
      rig.app.awaitRequests(2);
      first.reset();
      latch.countDown();
      assertThat(second.receive().body()).isEqualTo(bucket.item().content());
      assertThat(bucket.octets() + 4 * CacheRig.SLICE).isEqualTo(LENGTH);
    }
  }

  @Test
  void theSliceIsFinishedWhenEverybodyLeaves() {
    CountDownLatch latch = new CountDownLatch(1);
    bucket.instead(request -> inHalves(request, latch));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      RawClient only = RawClient.connect(rig.gateway.address());
      only.send(CacheRig.request("GET", "/x"));
      only.receiveOctets(CacheRig.SLICE);
      only.reset();
      Within.patience("the gateway knows", () -> rig.gateway != null);
      latch.countDown();
      Within.patience("what was begun is kept", () -> !Kept.slices(dir).isEmpty());
      Within.patience("and nothing is left half done", () -> Kept.growing(dir).isEmpty());
      assertThat(Kept.slices(dir).size()).isBetween(1, 4);
    }
  }
}
