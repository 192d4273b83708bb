package dev.handoff.gateway.deliver.file;

import static dev.handoff.gateway.deliver.file.StoreFixture.ACCESS;
import static dev.handoff.gateway.deliver.file.StoreFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.CacheConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Deletion after delivery takes the delivered file and no other. */
// proves file-responses: I18
final class DeleteTest {
  @TempDir private Path folder;
  private StoreFixture store;

  @AfterEach
  void stop() {
    store.close();
  }

  static Stream<Arguments> deletesOnlyWhatWasDelivered() {
    return Stream.of(new Platform.Portable(), Platform.probe())
        .flatMap(platform ->
            Stream.of(
                Arguments.of(platform, "dir/a.txt", "untouched", true),
                Arguments.of(platform, "a.txt", "untouched", true),
                Arguments.of(platform, "dir/a.txt", "replaced", false),
                Arguments.of(platform, "a.txt", "replaced", false),
                Arguments.of(platform, "a.txt", "deleted", false),
                Arguments.of(platform, "a.txt", "now a link to it", false),
                Arguments.of(platform, "a.txt", "now a folder", false)));
  }

  @ParameterizedTest(name = "{0}: {1} {2}: deleted {3}")
  @MethodSource
  void deletesOnlyWhatWasDelivered(
      Platform platform, String name, String meanwhile, boolean deleted) throws Exception {
    store = new StoreFixture(platform, CacheConfig.DEFAULT);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "delivered");
    ServedRoot root = store.files().root(folder, ACCESS);
    ServedFile delivered = store.found(root, name);
    change(file, meanwhile);
    List<Path> before = everything();

    DeleteResult result = store.delete(root, name, delivered);

    assertThat(result instanceof DeleteResult.Deleted).isEqualTo(deleted);
    assertThat(content(delivered)).isEqualTo("delivered");
    delivered.release();
    if (deleted) {
      assertThat(everything()).doesNotContain(file).hasSize(before.size() - 1);
      assertThat(store.cached(root, name)).isEmpty();
    } else {
      assertThat(everything()).isEqualTo(before);
    }
  }

  private void change(Path file, String meanwhile) throws IOException {
    switch (meanwhile) {
      case "replaced" -> {
        Path next = Files.writeString(folder.resolve("next"), "new");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      }
      case "deleted" -> Files.delete(file);
      case "now a link to it" -> {
        Files.move(file, folder.resolve("moved"));
        Files.createSymbolicLink(file, folder.resolve("moved"));
      }
      case "now a folder" -> {
        Files.delete(file);
        Files.createDirectory(file);
      }
      default -> assertThat(meanwhile).isEqualTo("untouched");
    }
  }

  private List<Path> everything() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }
}
