package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway is killed while it fills; the next one serves what is whole, and nothing else. */
final class CrashTest {
  private static final int LENGTH = 3_000_000;
  private static final int SLICE = 32 * 1024;
  private static final List<String> OBJECTS = List.of("/a", "/b", "/c");

  @TempDir Path dir;

  private final Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
  private final Random random = new Random(20);

  /** Somewhere in the middle the store falls silent. */
  private Optional<Answer> falter(ReceivedRequest request) {
    if (request.field("If-None-Match").isPresent()) {
      return Optional.empty();
    }
    ByteRange range = Bucket.range(request, bucket.item());
    byte[] body = bucket.item().slice(range.first(), range.last());
    Answer answer =
        Answer.raw(Bucket.head(206, bucket.item(), range))
            .send(Arrays.copyOf(body, random.nextInt(body.length)));
    return Optional.of(answer.hang());
  }

  @Test
  void whatIsWholeAfterACrashIsServedAndNothingElse() throws Exception {
    try (ScriptedApp store = ScriptedApp.tcp()) {
      store.always(bucket);
      for (int round = 0; round < 4; round++) {
        // Each round finds an older version on the disk.
        bucket.put(Bucket.Item.random(LENGTH, round));
        int asked = store.requests().size();
        bucket.instead(this::falter);
        try (CrashedGateway gateway =
            CrashedGateway.start(dir, store.port(), SLICE, dir.resolve("log").toFile())) {
          List<RawClient> clients = new ArrayList<>();
          for (String object : OBJECTS) {
            RawClient client = RawClient.connect(gateway.address());
            client.send(CacheRig.request("GET", object));
            clients.add(client);
          }
          store.awaitRequests(asked + OBJECTS.size());
          Within.patience("something grows", () -> !Kept.growing(dir).isEmpty());
          gateway.kill();
          clients.forEach(RawClient::close);
        }
        bucket.instead(_ -> Optional.empty());
        servesEverything(store);
      }
      assertThat(ofThisVersion(Kept.slices(dir))).hasSize(OBJECTS.size() * 92);
    }
  }

  /** In this process, and then once more from the disk alone. */
  private void servesEverything(ScriptedApp store) throws Exception {
    List<Path> whole = ofThisVersion(Kept.slices(dir));
    bucket.forget();
    try (ScriptedApp app = ScriptedApp.tcp()) {
      app.always(
          request -> CacheRig.handOff(request, List.of("Handoff: etag=" + bucket.item().tag())));
      GatewayUnderTest gateway =
          GatewayUnderTest.start(
              CacheRig.setup(app, store.port())
                  .remoteCache(CacheRig.sliced(CacheRig.cache(dir), SLICE)));
      assertThat(Kept.growing(dir)).as("what was growing").isEmpty();
      for (String object : OBJECTS) {
        try (RawClient client = RawClient.connect(gateway.address())) {
          RawResponse answer =
              client
                  .send(
                      CacheRig.request(
                          "GET", object, "Range: bytes=" + random.nextInt(LENGTH) + "-"))
                  .receive();
          assertThat(answer.body())
              .isEqualTo(
                  Arrays.copyOfRange(
                      bucket.item().content(), LENGTH - answer.body().length, LENGTH));
        }
        try (RawClient client = RawClient.connect(gateway.address())) {
          RawResponse answer = client.send(CacheRig.request("GET", object)).receive();
          assertThat(answer.body()).isEqualTo(bucket.item().content());
        }
      }
      assertThat(bucket.octets())
          .as("octets that had to be fetched, beside %d whole slices", whole.size())
          .isEqualTo(OBJECTS.size() * (long) LENGTH - octets(whole));
      gateway.stop().toCompletableFuture().join();
    }
  }

  private List<Path> ofThisVersion(List<Path> slices) throws IOException {
    List<Path> same = new ArrayList<>();
    for (Path slice : slices) {
      try (FileChannel channel = FileChannel.open(slice)) {
        String tag = StoredSlice.header(channel).facts().tag().toString();
        if (tag.equals(bucket.item().tag())) {
          same.add(slice);
        }
      }
    }
    return same;
  }

  private static long octets(List<Path> slices) {
    long octets = 0;
    for (Path slice : slices) {
      String name = slice.getFileName().toString();
      int number = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
      octets += Math.min(SLICE, LENGTH - number * (long) SLICE);
    }
    return octets;
  }

  @Test
  void twoProcessesDoNotShareAFolder() throws Exception {
    try (ScriptedApp store = ScriptedApp.tcp();
        CrashedGateway other =
            CrashedGateway.start(dir, store.port(), SLICE, dir.resolve("log").toFile())) {
      assertThatThrownBy(() -> SliceFolder.take(dir.resolve("kept")))
          .hasMessageContaining("another process uses this folder");
      other.kill();
      SliceFolder.take(dir.resolve("kept")).close();
    }
  }
}
