package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache stays within its size, and forgets what nobody asks for. */
final class EvictionTest {
  private static final long SIZE = 40L * 2 * Room.BLOCK;

  @TempDir Path dir;

  @Test
  void manyObjectsNeverTakeMoreThanTheSize() throws Exception {
    Bucket bucket = new Bucket(Bucket.Item.random(30_000, 1));
    AtomicLong most = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    try (CacheRig rig = new CacheRig(CacheRig.sized(CacheRig.cache(dir), SIZE), bucket);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> watch =
          clients.submit(() -> {
            while (!done.get()) {
              most.accumulateAndGet(Kept.size(dir), Math::max);
            }
          });
      List<Future<?>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String target = "/" + i % 25;
        answers.add(
            clients.submit(
                () -> assertThat(rig.get(target).body()).isEqualTo(bucket.item().content())));
      }
      for (Future<?> answer : answers) {
        answer.get(120, TimeUnit.SECONDS);
      }
      done.set(true);
      watch.get(120, TimeUnit.SECONDS);
      assertThat(most.get()).isBetween(1L, SIZE);
      Within.patience("nothing grows", () -> Kept.growing(dir).isEmpty());
      assertThat(Kept.slices(dir)).isNotEmpty();
    }
  }

  @Test
  void whatIsAskedForStays() {
    Bucket bucket = new Bucket(Bucket.Item.random(8_000, 1));
    try (CacheRig rig = new CacheRig(CacheRig.sized(CacheRig.cache(dir), SIZE), bucket)) {
      rig.says("Handoff: etag=\"v1\"").get("/hot");
      for (int i = 0; i < 60; i++) {
        rig.get("/" + i);
        assertThat(rig.get("/hot").status()).isEqualTo(200);
      }
      bucket.forget();
      rig.get("/hot");
      assertThat(bucket.served()).isEmpty();
    }
  }

  @Test
  void anObjectLargerThanTheCacheIsDelivered() {
    Bucket bucket = new Bucket(Bucket.Item.random(1_000_000, 1));
    try (CacheRig rig = new CacheRig(CacheRig.sized(CacheRig.cache(dir), SIZE), bucket)) {
      for (int i = 0; i < 3; i++) {
        assertThat(rig.get("/x").body()).isEqualTo(bucket.item().content());
        assertThat(Kept.size(dir)).isLessThanOrEqualTo(SIZE);
      }
    }
  }

  @Test
  void aSmallerSizeTakesHoldWithTheNextConfiguration() throws IOException {
    Bucket bucket = new Bucket(Bucket.Item.random(100_000, 1));
    RemoteCache large = CacheRig.cache(dir);
    try (CacheRig rig = new CacheRig(large, bucket)) {
      rig.get("/x");
      Within.patience("all of it", () -> Kept.slices(dir).size() == 25);
      rig.gateway.reload(rig.setup(CacheRig.sized(large, 10 * 2 * Room.BLOCK)).build());
      Within.patience("less of it", () -> Kept.slices(dir).size() <= 10);
      assertThat(rig.get("/x").body()).isEqualTo(bucket.item().content());
    }
  }

  @Test
  void whatNobodyAsksForGoes() {
    Bucket bucket = new Bucket(Bucket.Item.random(20_000, 1));
    RemoteCache usual = CacheRig.cache(dir);
    RemoteCache hasty =
        new RemoteCache(
            usual.dir(),
            usual.size(),
            usual.slice(),
            Duration.ofMillis(400),
            usual.fresh(),
            usual.ignoreQuery());
    try (CacheRig rig = new CacheRig(hasty, bucket)) {
      rig.get("/x");
      Within.patience("nothing is left", () -> Kept.slices(dir).isEmpty());
      assertThat(rig.get("/x").body()).isEqualTo(bucket.item().content());
    }
  }

  @Test
  void aRestartWithAnotherSliceSizeUsesWhatIsThere() {
    Bucket bucket = new Bucket(Bucket.Item.random(20_000, 1));
    RemoteCache usual = CacheRig.cache(dir);
    try (CacheRig rig = new CacheRig(usual, bucket)) {
      rig.get("/x");
      Within.patience("all of it", () -> Kept.slices(dir).size() == 5);
    }
    try (CacheRig rig = new CacheRig(CacheRig.sliced(usual, 10_000), bucket)) {
      // Another port, another object: the folder is used all the same.
      assertThat(rig.get("/x").body()).isEqualTo(bucket.item().content());
      Within.patience("two larger ones", () -> Kept.slices(dir).size() == 7);
    }
  }
}
