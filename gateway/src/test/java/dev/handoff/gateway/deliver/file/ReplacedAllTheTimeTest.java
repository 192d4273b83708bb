package dev.handoff.gateway.deliver.file;

import static dev.handoff.gateway.deliver.file.StoreFixture.ACCESS;
import static dev.handoff.gateway.deliver.file.StoreFixture.await;
import static dev.handoff.gateway.deliver.file.StoreFixture.content;
import static dev.handoff.gateway.deliver.file.StoreFixture.descriptorsBelow;
import static dev.handoff.gateway.deliver.file.StoreFixture.octets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.CacheConfig;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers and a replacing writer at once: every answer is one whole version from the right place.
 */
// proves file-responses: I1 I2 I5 L6
@Timeout(120)
final class ReplacedAllTheTimeTest {
  private static final int READERS = 3;
  private static final int READS = 3_000;

  /** Small and short of breath, so that all it can do happens all the time. */
  private static final CacheConfig CONFIG =
      new CacheConfig(4, Duration.ofMillis(2), Duration.ofMillis(200), 20_000, 10_000);

  @TempDir private Path folder;
  private final AtomicInteger found = new AtomicInteger();

  @Test
  void everyReadIsOneWholeVersion() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    for (int i = 0; i < 6; i++) {
      replace(root, "f" + i, version(1));
    }
    run(
        root,
        step -> replace(root, "f" + step % 6, version(step % 9 + 1)),
        (store, served, step) -> {
          String content = read(store, served, "f" + step % 6);
          assertThat(content).isEqualTo(version(content.charAt(0) - '0'));
        });
    assertThat(found).hasValue(READERS * READS);
  }

  @Test
  void aLinkThatIsSwitchedAllTheTimeNeverLeadsOut() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    for (String place : List.of("root/v1", "root/v2", "outside")) {
      Path file = folder.resolve(place).resolve("a.txt");
      Files.createDirectories(file.getParent());
      Files.writeString(file, place);
    }
    List<Path> targets = List.of(Path.of("v1"), folder.resolve("outside"), root.resolve("v2"));
    run(
        root,
        step -> {
          Path next = Files.createSymbolicLink(root.resolve("next"), targets.get(step % 3));
          Files.move(next, root.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
        },
        (store, served, step) ->
            assertThat(read(store, served, "current/a.txt")).isIn("root/v1", "root/v2", "missing"));
    assertThat(found).hasPositiveValue();
  }

  @Test
  void aFolderSwappedForALinkAllTheTimeNeverLeadsOut() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    Path dir = Files.createDirectory(root.resolve("dir"));
    Files.writeString(dir.resolve("a.txt"), "inside");
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("a.txt"), "outside");
    Path link = Files.createSymbolicLink(root.resolve("link"), outside);
    Path aside = root.resolve("aside");
    run(
        root,
        step -> {
          Files.move(dir, aside);
          Files.move(link, dir);
          Files.move(dir, link);
          Files.move(aside, dir);
        },
        (store, served, step) ->
            assertThat(read(store, served, "dir/a.txt")).isIn("inside", "missing"));
    assertThat(found).hasPositiveValue();
  }

  private interface Writer {
    void write(int step) throws IOException;
  }

  private interface Reader {
    void read(StoreFixture store, ServedRoot root, int step) throws Exception;
  }

  private void run(Path served, Writer writer, Reader reader) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (StoreFixture store = StoreFixture.ticking(CONFIG);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      ServedRoot root = store.files().root(served, ACCESS);
      Future<?> writing = threads.submit(task(step -> writer.write(step), done));
      List<Future<?>> reading = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        reading.add(threads.submit(task(READS, step -> reader.read(store, root, step))));
      }
      try {
        for (Future<?> each : reading) {
          each.get();
        }
      } finally {
        done.set(true);
      }
      writing.get();
    }
    await("nothing stays open", () -> descriptorsBelow(folder) == 0);
  }

  private interface Step {
    void take(int step) throws Exception;
  }

  private static Callable<Void> task(Step step, AtomicBoolean done) {
    return () -> {
      for (int i = 0; !done.get(); i++) {
        step.take(i);
      }
      return null;
    };
  }

  private static Callable<Void> task(int count, Step step) {
    return () -> {
      for (int i = 0; i < count; i++) {
        step.take(i);
      }
      return null;
    };
  }

  /** As a request does: from the cache, else opened; from memory, else from the file. */
  private String read(StoreFixture store, ServedRoot root, String name) throws Exception {
    ServedFile file = store.files().cached(root, octets(name));
    if (file == null) {
      switch (store.open(root, octets(name))) {
        case OpenResult.Found(var opened) -> file = opened;
        case OpenResult.Missing _ -> {
          return "missing";
        }
        case OpenResult.Busy(var reason) -> throw new AssertionError(reason);
      }
    }
    found.incrementAndGet();
    try {
      ByteBuf body = file.body();
      if (body == null) {
        return content(file);
      }
      try {
        assertThat((long) body.readableBytes()).isEqualTo(file.size());
        return body.toString(StandardCharsets.ISO_8859_1);
      } finally {
        body.release();
      }
    } finally {
      file.release();
    }
  }

  private static String version(int number) {
    return String.valueOf(number).repeat(1_000 * number);
  }

  private static void replace(Path root, String name, String content) throws IOException {
    Path next = Files.writeString(root.resolve("next"), content);
    Files.move(next, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
