package dev.handoff.gateway.deliver.file;

import static dev.handoff.gateway.deliver.file.StoreFixture.ACCESS;
import static dev.handoff.gateway.deliver.file.StoreFixture.await;
import static dev.handoff.gateway.deliver.file.StoreFixture.content;
import static dev.handoff.gateway.deliver.file.StoreFixture.descriptorsBelow;
import static dev.handoff.gateway.deliver.file.StoreFixture.octets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.gateway.config.CacheConfig;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opening off the loop: who is answered where, when, and with what. */
final class FileStoreTest {
  private static final int WAITING = 2;

  @TempDir private Path folder;
  private final CountDownLatch stuck = new CountDownLatch(1);
  private final CountDownLatch working = new CountDownLatch(1);
  private StoreFixture store;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "content");
    store = new StoreFixture(Platform.probe(), CacheConfig.DEFAULT, new Workers(1, WAITING));
  }

  @AfterEach
  void stop() {
    stuck.countDown();
    store.close();
  }

  /** The only worker waits until {@link #stuck} is counted down. */
  private void keepTheWorkerBusy() throws Exception {
    assertThat(
            store.workers.tryRun(() -> {
              working.countDown();
              awaitLatch(stuck);
            }))
        .isTrue();
    awaitLatch(working);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(120, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<OpenResult> ask(ServedRoot root, String name) {
    CompletableFuture<OpenResult> result = new CompletableFuture<>();
    store.files().open(root, octets(name), store.loop, result::complete);
    return result;
  }

  /** Counts looks, and can be made to wait in the middle of one. */
  private final class WatchedFolder implements RootFolder {
    private final RootFolder folder;
    final AtomicInteger looks = new AtomicInteger();
    volatile @Nullable Runnable afterLook;

    WatchedFolder(RootFolder folder) {
      this.folder = folder;
    }

    @Override
    public boolean keepsFiles() {
      return folder.keepsFiles();
    }

    @Override
    public Lookup open(byte[] name, @Nullable OpenNode known) {
      Lookup lookup = folder.open(name, known);
      looks.incrementAndGet();
      Runnable then = afterLook;
      if (then != null) {
        then.run();
      }
      return lookup;
    }

    @Override
    public Optional<String> delete(byte[] name, OpenNode expected) {
      return folder.delete(name, expected);
    }
  }

  private WatchedFolder watched() {
    return new WatchedFolder(new LinuxFolder(folder, ACCESS, new LinuxWalk(true)));
  }

  @Test
  void answersOnTheLoop() throws Exception {
    ServedRoot root = store.files().root(folder, ACCESS);
    CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
    store
        .files()
        .open(
            root,
            octets("a.txt"),
            store.loop,
            result -> {
              ((OpenResult.Found) result).file().release();
              onLoop.complete(store.loop.inEventLoop());
            });
    assertThat(onLoop.get(120, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void requestsForOneNameShareALook() throws Exception {
    WatchedFolder looked = watched();
    ServedRoot root = new ServedRoot(folder, looked, store.files());
    keepTheWorkerBusy();
    List<CompletableFuture<OpenResult>> results = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      results.add(ask(root, "a.txt"));
    }
    stuck.countDown();

    for (CompletableFuture<OpenResult> result : results) {
      ServedFile file = ((OpenResult.Found) result.get(120, TimeUnit.SECONDS)).file();
      assertThat(content(file)).isEqualTo("content");
      file.release();
    }
    assertThat(looked.looks).hasValue(1);
  }

  @Test
  void aRequestThatComesDuringALookGetsANewOne() throws Exception {
    WatchedFolder looked = watched();
    ServedRoot root = new ServedRoot(folder, looked, store.files());
    looked.afterLook =
        () -> {
          working.countDown();
          awaitLatch(stuck);
        };
    CompletableFuture<OpenResult> before = ask(root, "new.txt");
    awaitLatch(working);
    Files.writeString(folder.resolve("new.txt"), "written and then named by the app");
    CompletableFuture<OpenResult> after = ask(root, "new.txt");
    stuck.countDown();

    assertThat(before.get(120, TimeUnit.SECONDS)).isInstanceOf(OpenResult.Missing.class);
    ServedFile file = ((OpenResult.Found) after.get(120, TimeUnit.SECONDS)).file();
    assertThat(content(file)).startsWith("written");
    file.release();
    assertThat(looked.looks).hasValue(2);
  }

  @Test
  void saysBusyInsteadOfQueueingWithoutBound() throws Exception {
    ServedRoot root = store.files().root(folder, ACCESS);
    keepTheWorkerBusy();
    List<CompletableFuture<OpenResult>> waiting = new ArrayList<>();
    for (int i = 0; i < WAITING; i++) {
      waiting.add(ask(root, "missing" + i));
    }

    assertThat(ask(root, "one more").get(120, TimeUnit.SECONDS))
        .isInstanceOf(OpenResult.Busy.class);
    stuck.countDown();
    for (CompletableFuture<OpenResult> result : waiting) {
      assertThat(result.get(120, TimeUnit.SECONDS)).isInstanceOf(OpenResult.Missing.class);
    }
    assertThat(ask(root, "one more").get(120, TimeUnit.SECONDS))
        .isInstanceOf(OpenResult.Missing.class);
  }

  @Test
  void whoWaitsIsAnsweredWhateverBreaks() throws Exception {
    WatchedFolder broken = watched();
    broken.afterLook =
        () -> {
          throw new IllegalStateException("broken on purpose");
        };
    ServedRoot root = new ServedRoot(folder, broken, store.files());

    assertThat(ask(root, "a.txt").get(120, TimeUnit.SECONDS)).isInstanceOf(OpenResult.Busy.class);
    broken.afterLook = null;
    ((OpenResult.Found) ask(root, "a.txt").get(120, TimeUnit.SECONDS)).file().release();
  }

  @Test
  void aLoopThatIsGoneLeavesNothingOpen() throws Exception {
    DefaultEventExecutor gone = new DefaultEventExecutor();
    gone.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
    ServedRoot root = store.files().root(folder, ACCESS);
    store.files().open(root, octets("a.txt"), gone, result -> {});
    ((OpenResult.Found) ask(root, "a.txt").get(120, TimeUnit.SECONDS)).file().release();
    root.close();

    await("closed", () -> descriptors() == 0);
  }

  private long descriptors() {
    return descriptorsBelow(folder);
  }

  @ParameterizedTest(name = "root {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing | is not there: create the folder
          a.txt   | is not a folder: name the folder
          """)
  void aRootThatCannotServeIsRefused(String root, String message) {
    assertThatThrownBy(() -> store.files().root(folder.resolve(root), ACCESS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void releasingTooOftenIsNoticed() throws Exception {
    StoreFixture none =
        new StoreFixture(new Platform.Portable(), CacheConfig.DEFAULT, new Workers(1, WAITING));
    try (none) {
      ServedRoot root = none.files().root(folder, ACCESS);
      ServedFile file = none.found(root, "a.txt");
      // The one worker has let go of the first file for good when it has found the second.
      none.found(root, "a.txt").release();
      file.release();
      assertThatThrownBy(file::release).isInstanceOf(IllegalStateException.class);
    }
  }
}
