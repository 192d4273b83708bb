package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that take their time: nobody waits for them, and nothing piles up for them. */
final class SlowReaderTest {
  private static final int LENGTH = 32 * 1024 * 1024;
  private static final int SLICE = 64 * 1024;

  /** Two sockets' buffers on loopback hold that much at most. */
  private static final long IN_SOCKETS = 12L * 1024 * 1024;

  /** The longest window, and two slices. */
  private static final long AHEAD = 66L * SLICE;

  @TempDir Path dir;

  private final Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));

  private RemoteCache config() {
    return CacheRig.sliced(CacheRig.cache(dir), SLICE);
  }

  @Test
  void aFastClientDoesNotWaitForASlowOne() {
    try (CacheRig rig = new CacheRig(config(), bucket);
        RawClient slow = RawClient.connect(rig.gateway.address())) {
      rig.says("Handoff: etag=\"v1\"");
      slow.send(CacheRig.request("GET", "/x"));
      CacheRig.skipHead(slow);
      RawResponse fast = rig.get("/x");
      assertThat(fast.body()).isEqualTo(bucket.item().content());
      assertThat(slow.receiveOctets(LENGTH)).isEqualTo(bucket.item().content());
      assertThat(bucket.octets()).as("the store was read once").isEqualTo(LENGTH);
    }
  }

  @Test
  void theStoreIsReadNoFurtherThanIsWantedSoon() {
    AtomicLong received = new AtomicLong();
    List<String> early = new ArrayList<>();
    bucket.instead(request -> {
      ByteRange range = Bucket.range(request, bucket.item());
      if (range.last() > received.get() + IN_SOCKETS + AHEAD) {
        early.add(range + " at " + received);
      }
      return Optional.empty();
    });
    try (CacheRig rig = new CacheRig(config(), bucket);
        RawClient slow = RawClient.connect(rig.gateway.address())) {
      slow.send(CacheRig.request("GET", "/x"));
      CacheRig.skipHead(slow);
      rig.store.awaitRequests(4);
      assertThat(rig.store.requests()).as("far from all of it").hasSizeLessThan(20);
      while (received.get() < LENGTH) {
        int piece = (int) Math.min(1024 * 1024, LENGTH - received.get());
        slow.receiveOctets(piece);
        received.addAndGet(piece);
      }
      assertThat(early).isEmpty();
    }
  }

  @Test
  void slowClientsHoldNoConnectionToTheStore() {
    try (CacheRig rig = new CacheRig(config(), bucket)) {
      List<RawClient> slow = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        RawClient client = RawClient.connect(rig.gateway.address());
        client.send(CacheRig.request("GET", "/" + i));
        CacheRig.skipHead(client);
        slow.add(client);
      }
      Within.patience(
          "every window was answered, and nothing more is asked",
          () -> Kept.growing(dir).isEmpty());
      // Ten deliveries that nobody takes the octets of, and the connections are free for others.
      assertThat(rig.get("/y").status()).isEqualTo(200);
      assertThat(rig.store.connections()).isLessThan(12);
      slow.forEach(RawClient::close);
    }
  }

  @Test
  void descriptorsAndFilesStayFew() throws Exception {
    bucket.put(Bucket.Item.random(2_000_000, 1));
    try (CacheRig rig = new CacheRig(CacheRig.sliced(config(), 2048), bucket)) {
      rig.says("Handoff: etag=\"v1\"");
      rig.get("/warm");
      long before = descriptors();
      for (int i = 0; i < 3; i++) {
        assertThat(rig.get("/" + i).body()).isEqualTo(bucket.item().content());
      }
      // 2931 slices, of which 512 stay open.
      Within.patience("few are open", () -> descriptors() - before < 600);
    }
  }

  private static long descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
