package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose folder it is, from start to stop. */
final class KeptFolderTest {
  @TempDir Path dir;

  private final Bucket bucket = new Bucket(Bucket.Item.random(50_000, 1));

  @Test
  void aFolderInUseIsRefused() {
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      assertThatThrownBy(() -> GatewayUnderTest.start(rig.setup(rig.config)))
          .hasMessageContaining("cache.remote.dir")
          .hasMessageContaining("another process uses this folder");
      assertThat(rig.get("/x").status()).as("the first goes on").isEqualTo(200);
      rig.stop();
      rig.start();
      assertThat(rig.get("/x").status()).as("free at once after the stop").isEqualTo(200);
    }
  }

  @Test
  void aFolderWithOtherThingsIsRefused() throws IOException {
    Path precious = Files.createDirectories(dir.resolve("kept")).resolve("thesis.odt");
    Files.createFile(precious);
    assertThatThrownBy(() -> start())
        .hasMessageContaining("holds other files. Name a folder of its own");
    assertThat(precious).exists();
  }

  @Test
  void aFolderOfAnotherVersionIsRefused() throws IOException {
    Files.createDirectories(dir.resolve("kept"));
    Files.writeString(dir.resolve("kept/handoff-cache"), "handoff remote cache, format 2\n");
    assertThatThrownBy(() -> start()).hasMessageContaining("another version of Handoff");
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    Files.createFile(dir.resolve("kept"));
    assertThatThrownBy(() -> start()).hasMessageContaining("cache.remote.dir");
  }

  private void start() {
    GatewayUnderTest.start(new Setup().remoteCache(CacheRig.cache(dir))).close();
  }

  @Test
  void aReloadGoesOnWithWhatIsThere() throws IOException {
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      rig.get("/x");
      rig.gateway.reload(rig.setup(rig.config).build());
      bucket.forget();
      assertThat(rig.says("Handoff: etag=\"v1\"").get("/x").values("Cache-Status"))
          .containsExactly("handoff; hit");
    }
  }

  @Test
  void aDeliveryOutlivesItsCache() throws IOException {
    bucket.put(Bucket.Item.random(20_000_000, 1));
    RemoteCache large = CacheRig.sliced(CacheRig.cache(dir), 256 * 1024);
    try (CacheRig rig = new CacheRig(large, bucket);
        RawClient slow = RawClient.connect(rig.gateway.address())) {
      slow.send(CacheRig.request("GET", "/x"));
      rig.store.awaitRequests(1);
      rig.gateway.reload(rig.setup().build());
      RawResponse direct = rig.get("/y");
      assertThat(direct.values("Cache-Status")).as("no cache any more").isEmpty();
      assertThat(slow.receive().body())
          .as("what had begun goes on")
          .isEqualTo(bucket.item().content());
      Within.patience("the folder is free", () -> isFree());
    }
  }

  private boolean isFree() {
    try {
      SliceFolder.take(dir.resolve("kept")).close();
      return true;
    } catch (IOException inUse) {
      return false;
    }
  }
}
