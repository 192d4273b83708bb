package dev.handoff.gateway.deliver.file;

import static dev.handoff.gateway.deliver.file.StoreFixture.ACCESS;
import static dev.handoff.gateway.deliver.file.StoreFixture.await;
import static dev.handoff.gateway.deliver.file.StoreFixture.octets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.CacheConfig;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content in memory is the content of the file, or it is not there. */
final class BodiesTest {
  private static final CacheConfig CONFIG =
      new CacheConfig(100, Duration.ofSeconds(1), Duration.ofSeconds(60), 250, 100);

  @TempDir private Path folder;
  private StoreFixture store;
  private ServedRoot root;

  @BeforeEach
  void start() throws IOException {
    store = StoreFixture.settled(CONFIG);
    root = store.files().root(folder, ACCESS);
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  /** What a request gets from memory. */
  private Optional<String> body(String name) {
    ServedFile file = store.files().cached(root, octets(name));
    if (file == null) {
      return Optional.empty();
    }
    ByteBuf body = file.body();
    file.release();
    if (body == null) {
      return Optional.empty();
    }
    String content = body.toString(StandardCharsets.ISO_8859_1);
    body.release();
    return Optional.of(content);
  }

  private void load(String name) throws Exception {
    store.found(root, name).release();
    await(name + " is in memory", () -> body(name).isPresent());
  }

  /** All that was asked for in the background has been done. */
  private void settle(String name) {
    await("nothing is under way", () -> !root.kept.get(new Name(octets(name))).working.get());
  }

  @ParameterizedTest(name = "{0} octets: in memory {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            1 | true  | the smallest
          100 | true  | the largest, inclusive
          101 | false | too large
            0 | false | there is nothing to keep
          """)
  void smallFilesAreKept(int size, boolean kept, String why) throws Exception {
    String content = "x".repeat(size);
    write("a.txt", content);
    if (kept) {
      load("a.txt");
      assertThat(body("a.txt")).contains(content);
    } else {
      store.found(root, "a.txt").release();
      assertThat(body("a.txt")).isEmpty();
      settle("a.txt");
      assertThat(body("a.txt")).isEmpty();
    }
  }

  @Test
  void theFirstRequestDoesNotPayForContentThatNobodyAsksForAgain() throws Exception {
    write("a.txt", "content");
    ServedFile first = store.found(root, "a.txt");

    assertThat(root.kept.get(new Name(octets("a.txt"))).working).isFalse();
    assertThat(first.body()).isNull();
    first.release();
  }

  @ParameterizedTest(name = "modified {0} s, changed {1} s ago: {2}")
  @CsvSource({
    "9, 9, true",
    "2, 2, true",
    "1, 1, false", // a second write may bear the same time
    "9, 1, false", // its time was set back just now
    "-60, 9, false", // the future is no proof of rest
  })
  void contentIsKeptOnceTheFileHasSettled(int modified, int changed, boolean kept)
      throws Exception {
    Path file = write("a.txt", "content");
    try (StoreFixture young = new StoreFixture(Platform.probe(), CONFIG)) {
      // Time of change is the clock's, so the clock of the store is moved instead.
      young.pass(Duration.between(young.now(), Instant.now()).plusSeconds(changed).plusMillis(50));
      Files.setLastModifiedTime(
          file, FileTime.from(young.now().minusSeconds(modified).minusMillis(50)));
      ServedRoot served = young.files().root(folder, ACCESS);
      young.found(served, "a.txt").release();
      KeptFile entry = served.kept.get(new Name(octets("a.txt")));

      assertThat(young.cached(served, "a.txt")).isPresent();
      await("nothing is under way", () -> !entry.working.get());
      assertThat(entry.file.hasBody()).isEqualTo(kept);
    }
  }

  @ParameterizedTest(name = "{0}: the old content is not delivered again")
  @CsvSource({"replaced", "overwritten in place", "overwritten with its time set back", "deleted"})
  void contentLeavesWithItsVersion(String change) throws Exception {
    Path file = write("a.txt", "old");
    load("a.txt");
    FileTime before = Files.getLastModifiedTime(file);

    switch (change) {
      case "replaced" -> Files.move(write("next", "new"), file, StandardCopyOption.ATOMIC_MOVE);
      case "deleted" -> Files.delete(file);
      default -> {
        Files.writeString(file, "new", StandardOpenOption.WRITE);
        if (change.contains("set back")) {
          Files.setLastModifiedTime(file, before);
        }
      }
    }

    assertThat(body("a.txt")).isEmpty();
    if (!change.equals("deleted")) {
      store.pass(Duration.ofSeconds(10));
      load("a.txt");
      assertThat(body("a.txt")).contains("new");
    }
  }

  @Test
  void contentThatIsBeingSentOutlivesItsFile() throws Exception {
    Path file = write("a.txt", "content");
    load("a.txt");
    ServedFile sending = store.files().cached(root, octets("a.txt"));
    ByteBuf body = sending.body();
    sending.release();
    Files.delete(file);
    assertThat(body("a.txt")).isEmpty();
    store.close();

    assertThat(body.toString(StandardCharsets.ISO_8859_1)).isEqualTo("content");
    assertThat(body.release()).isTrue();
  }

  @Test
  void noMoreThanTheTotalIsKept() throws Exception {
    for (int i = 0; i < 10; i++) {
      write("f" + i, "x".repeat(90));
      load("f" + i);
    }
    long held = root.kept.values().stream().filter(kept -> kept.file.hasBody()).count();
    assertThat(held).isEqualTo(2);
  }

  @Test
  void contentThatIsAskedForStaysWhenOtherComesAndGoes() throws Exception {
    write("hot", "hot");
    load("hot");
    for (int i = 0; i < 10; i++) {
      write("f" + i, "x".repeat(90));
      load("f" + i);
      assertThat(body("hot")).contains("hot");
    }
  }
}
