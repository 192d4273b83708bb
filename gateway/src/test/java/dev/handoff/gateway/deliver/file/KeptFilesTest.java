package dev.handoff.gateway.deliver.file;

import static dev.handoff.gateway.deliver.file.StoreFixture.ACCESS;
import static dev.handoff.gateway.deliver.file.StoreFixture.await;
import static dev.handoff.gateway.deliver.file.StoreFixture.content;
import static dev.handoff.gateway.deliver.file.StoreFixture.descriptorsBelow;
import static dev.handoff.gateway.deliver.file.StoreFixture.octets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.CacheConfig;
import dev.handoff.gateway.config.FileAccess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An open file kept for the next request never answers for another version. */
// proves file-responses: I1 I2
final class KeptFilesTest {
  private static final CacheConfig CONFIG =
      new CacheConfig(3, Duration.ofSeconds(1), Duration.ofSeconds(60), 1_000, 100);

  @TempDir private Path folder;
  private StoreFixture store;
  private ServedRoot root;

  @BeforeEach
  void start() throws IOException {
    store = StoreFixture.settled(CONFIG);
    root = store.files().root(folder, ACCESS);
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    await("every descriptor is closed", () -> descriptors() == 0);
  }

  private long descriptors() {
    return descriptorsBelow(folder);
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** Asks twice: opens it, and takes it from the cache. */
  private void keep(String name) throws Exception {
    store.found(root, name).release();
    assertThat(store.cached(root, name)).isPresent();
  }

  @Test
  void aFileIsKeptOnceItWasOpened() throws Exception {
    write("a.txt", "content");
    assertThat(store.cached(root, "a.txt")).isEmpty();
    keep("a.txt");

    assertThat(store.cached(root, "a.txt")).contains("content");
    assertThat(descriptors()).isEqualTo(2);
  }

  @Test
  void nothingIsKeptOfWhatIsMissing() throws Exception {
    assertThat(store.open(root, octets("a.txt"))).isInstanceOf(OpenResult.Missing.class);
    write("a.txt", "written later");

    keep("a.txt");
    assertThat(store.cached(root, "a.txt")).contains("written later");
  }

  /** What may happen to a file between two requests. */
  enum Change {
    REPLACED_BY_RENAME("new") {
      @Override
      void to(Path file) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next"), "new");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      }
    },
    REPLACED_BY_A_TWIN("old") {
      @Override
      void to(Path file) throws IOException {
        Path next = file.resolveSibling("next");
        Files.copy(file, next, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      }
    },
    DELETED(null) {
      @Override
      void to(Path file) throws IOException {
        Files.delete(file);
      }
    },
    DELETED_AND_WRITTEN_AGAIN("old") {
      @Override
      void to(Path file) throws IOException {
        Files.delete(file);
        Files.writeString(file, "old");
      }
    },
    TRUNCATED("o") {
      @Override
      void to(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(1);
        }
      }
    },
    APPENDED("older") {
      @Override
      void to(Path file) throws IOException {
        Files.writeString(file, "er", StandardOpenOption.APPEND);
      }
    },
    OVERWRITTEN_IN_PLACE("neu") {
      @Override
      void to(Path file) throws IOException {
        Files.writeString(file, "neu", StandardOpenOption.WRITE);
      }
    },
    OVERWRITTEN_AND_ITS_TIME_SET_BACK("neu") {
      @Override
      void to(Path file) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, "neu", StandardOpenOption.WRITE);
        Files.setLastModifiedTime(file, before);
      }
    },
    MOVED_AWAY(null) {
      @Override
      void to(Path file) throws IOException {
        Files.move(file, file.resolveSibling("elsewhere"));
      }
    },
    CLOSED_TO_EVERYBODY("old") {
      @Override
      void to(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
      }
    };

    private final Optional<String> afterwards;

    Change(String afterwards) {
      this.afterwards = Optional.ofNullable(afterwards);
    }

    abstract void to(Path file) throws IOException;
  }

  @ParameterizedTest(name = "a file {0} is noticed by the very next request")
  @EnumSource(Change.class)
  void noticesWhatHappenedToTheFile(Change change) throws Exception {
    Path file = write("folder/a.txt", "old");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    keep("folder/a.txt");

    change.to(file);

    assertThat(store.cached(root, "folder/a.txt")).isEmpty();
    assertAfterwards("folder/a.txt", change.afterwards, Files.isReadable(file));
  }

  @ParameterizedTest(name = "a file behind a link {0} is noticed by the very next request")
  @EnumSource(Change.class)
  void noticesWhatHappenedBehindALink(Change change) throws Exception {
    Path file = write("folder/a.txt", "old");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("folder/a.txt"));
    keep("link");

    change.to(file);

    assertThat(store.cached(root, "link")).isEmpty();
    assertAfterwards("link", change.afterwards, Files.isReadable(file));
  }

  private void assertAfterwards(String name, Optional<String> content, boolean readable)
      throws Exception {
    OpenResult result = store.open(root, octets(name));
    if (result instanceof OpenResult.Found(var file)) {
      assertThat(content).contains(content(file));
      file.release();
    } else {
      assertThat(result).isInstanceOf(OpenResult.Missing.class);
      assertThat(content.isEmpty() || !readable).isTrue();
    }
  }

  /** What may happen on the way to a file that itself stays as it is. */
  enum Detour {
    LINK_SWITCHED {
      @Override
      void in(Path folder) throws IOException {
        Path next = Files.createSymbolicLink(folder.resolve("next"), Path.of("v2"));
        Files.move(next, folder.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
      }
    },
    FOLDER_REPLACED {
      @Override
      void in(Path folder) throws IOException {
        Files.move(folder.resolve("v1"), folder.resolve("v0"));
        Files.move(folder.resolve("v2"), folder.resolve("v1"));
      }
    };

    abstract void in(Path folder) throws IOException;
  }

  @ParameterizedTest(name = "{0} is noticed within the time of check")
  @EnumSource(Detour.class)
  void looksTheNameUpAgain(Detour detour) throws Exception {
    write("v1/a.txt", "one");
    write("v2/a.txt", "two");
    Files.createSymbolicLink(folder.resolve("current"), Path.of("v1"));
    keep("current/a.txt");

    detour.in(folder);
    store.pass(CONFIG.check().plusNanos(1));

    assertThat(store.cached(root, "current/a.txt")).isEmpty();
    ServedFile now = store.found(root, "current/a.txt");
    assertThat(content(now)).isEqualTo("two");
    now.release();
  }

  @Test
  void aSwitchedRootIsNoticedWithinTheTimeOfCheck() throws Exception {
    write("v1/a.txt", "one");
    write("v2/a.txt", "two");
    Path current = Files.createSymbolicLink(folder.resolve("current"), Path.of("v1"));
    try (ServedRoot switched = store.files().root(current, ACCESS)) {
      store.found(switched, "a.txt").release();
      Detour.LINK_SWITCHED.in(folder);
      store.pass(CONFIG.check().plusNanos(1));

      assertThat(store.cached(switched, "a.txt")).isEmpty();
      ServedFile now = store.found(switched, "a.txt");
      assertThat(content(now)).isEqualTo("two");
      now.release();
    }
  }

  @Test
  void aRootThatGoesAwayAndComesBackIsMissingInBetween() throws Exception {
    write("v1/a.txt", "one");
    try (ServedRoot v1 = store.files().root(folder.resolve("v1"), ACCESS)) {
      Files.move(folder.resolve("v1"), folder.resolve("v0"));
      assertThat(store.open(v1, octets("a.txt")))
          .isInstanceOfSatisfying(
              OpenResult.Missing.class,
              missing -> assertThat(missing.reasonForLog()).contains("root", "no such file"));
      Files.move(folder.resolve("v0"), folder.resolve("v1"));
      store.found(v1, "a.txt").release();
    }
  }

  @Test
  void aHotNameIsLookedUpBeforeARequestHasToWaitForIt() throws Exception {
    write("a.txt", "content");
    keep("a.txt");
    // Content is read in the background as well, and a look does not wait in line for that.
    await("the content is in memory", () -> isFresh("a.txt"));
    for (int i = 0; i < 10; i++) {
      store.pass(CONFIG.check().multipliedBy(3).dividedBy(4));
      // The first one asks for the look; when it is done, the name is good for another second.
      assertThat(store.cached(root, "a.txt")).contains("content");
      store.pass(Duration.ofMillis(1));
      await("looked up again", () -> isFresh("a.txt"));
    }
    assertThat(descriptors()).isEqualTo(2);
  }

  private boolean isFresh(String name) {
    KeptFile kept = root.kept.get(new Name(octets(name)));
    return !kept.working.get();
  }

  @Test
  void theSameVersionIsNotOpenedTwice() throws Exception {
    write("a.txt", "content");
    ServedFile first = store.found(root, "a.txt");
    store.pass(CONFIG.check().plusNanos(1));
    ServedFile second = store.found(root, "a.txt");

    assertThat(second).isSameAs(first);
    first.release();
    second.release();
  }

  @Test
  void aTransferKeepsItsFileOpenWhateverHappens() throws Exception {
    Path file = write("a.txt", "content");
    ServedFile sending = store.found(root, "a.txt");
    Files.delete(file);
    assertThat(store.cached(root, "a.txt")).isEmpty();
    root.close();

    assertThat(content(sending)).isEqualTo("content");
    sending.release();
    await("closed after the last transfer", () -> descriptors() == 0);
  }

  @Test
  void noMoreFilesAreKeptThanAllowed() throws Exception {
    for (int i = 0; i < 20; i++) {
      write("f" + i, "content");
      store.found(root, "f" + i).release();
    }
    await("the others are closed", () -> descriptors() == 2L * CONFIG.openFiles());
    assertThat(root.kept).hasSize(CONFIG.openFiles());
  }

  @Test
  void whatIsAskedForStaysWhenOthersComeAndGo() throws Exception {
    write("hot", "content");
    keep("hot");
    for (int i = 0; i < 20; i++) {
      write("f" + i, "content");
      store.found(root, "f" + i).release();
      assertThat(store.cached(root, "hot")).contains("content");
    }
  }

  @Test
  void whatNobodyAsksForIsClosed() throws Exception {
    Duration unused = Duration.ofMillis(400);
    write("a.txt", "content");
    write("b.txt", "content");
    try (StoreFixture brief =
        StoreFixture.settled(new CacheConfig(10, CONFIG.check(), unused, 0, 0))) {
      ServedRoot served = brief.files().root(folder, ACCESS);
      brief.found(served, "a.txt").release();
      brief.found(served, "b.txt").release();
      brief.pass(unused);
      assertThat(brief.cached(served, "b.txt")).isPresent();
      brief.pass(Duration.ofMillis(1));

      await("closed by the sweep", () -> descriptors() == 2);
      assertThat(served.kept).containsOnlyKeys(new Name(octets("b.txt")));
    }
  }

  @Test
  void aCacheOfNothingStillDelivers() throws Exception {
    CacheConfig none = new CacheConfig(0, CONFIG.check(), CONFIG.unused(), 0, 0);
    write("a.txt", "content");
    try (StoreFixture without = StoreFixture.settled(none)) {
      ServedRoot served = without.files().root(folder, ACCESS);
      ServedFile file = without.found(served, "a.txt");
      assertThat(content(file)).isEqualTo("content");
      file.release();
      assertThat(without.cached(served, "a.txt")).isEmpty();
      await("closed at once", () -> descriptors() == 0);
    }
  }

  @Test
  void theSameFolderWithTheSameRulesIsTheSameRoot() throws Exception {
    write("a.txt", "content");
    keep("a.txt");
    ServedRoot reloaded = store.files().root(folder, ACCESS);
    root.close();

    assertThat(store.cached(reloaded, "a.txt")).contains("content");
    reloaded.close();
    await("the last configuration is gone", () -> descriptors() == 0);
    store.found(reloaded, "a.txt").release();
    await("nothing is kept for it any more", () -> descriptors() == 0);
  }

  @ParameterizedTest(name = "{0}, hidden files {1}: another root")
  @CsvSource({"NEVER,false", "ANY,false", "INSIDE,true"})
  void otherRulesAreAnotherRoot(FileAccess.Symlinks symlinks, boolean hidden) throws Exception {
    write("a.txt", "content");
    keep("a.txt");
    try (ServedRoot other = store.files().root(folder, new FileAccess(symlinks, hidden))) {
      assertThat(other).isNotSameAs(root);
      assertThat(store.cached(other, "a.txt")).isEmpty();
    }
  }
}
