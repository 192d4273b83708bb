package dev.handoff.gateway.deliver.file;

import dev.handoff.gateway.config.FileAccess;
import dev.handoff.testkit.files.Links;
import dev.handoff.testkit.files.Outcome;
import dev.handoff.testkit.files.RootedOpeningContract;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of rooted opening, through the door of the store. */
abstract class StoreContract extends RootedOpeningContract {
  private StoreFixture store;

  abstract Platform platform();

  @BeforeAll
  void start() {
    store = new StoreFixture(platform());
  }

  @AfterAll
  void stop() {
    store.close();
  }

  @Override
  protected Outcome open(Path root, Links links, boolean hiddenFiles, byte[] name)
      throws Exception {
    FileAccess access = new FileAccess(FileAccess.Symlinks.valueOf(links.name()), hiddenFiles);
    try (ServedRoot served = store.files().root(root, access)) {
      return switch (store.open(served, name)) {
        case OpenResult.Found(var file) -> {
          try {
            yield new Outcome.Opened(
                StoreFixture.content(file),
                file.size(),
                Instant.ofEpochSecond(file.mtimeSeconds(), file.mtimeNanos()));
          } finally {
            file.release();
          }
        }
        case OpenResult.Missing(var reason, var _) -> new Outcome.Missing(reason);
        case OpenResult.Busy(var reason) -> throw new AssertionError("busy: " + reason);
      };
    }
  }
}
