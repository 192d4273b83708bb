package dev.handoff.cli.train;

import dev.handoff.cli.gateway.GatewayProcess;
import dev.handoff.gateway.config.yaml.ConfigFile;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code handoff train}, which {@code ./handoff} runs once for each jar and JDK. Not shown to
 * users.
 */
public final class Training {
  /** Enough for the JVM to know which methods are hot; more takes time and teaches nothing. */
  private static final int ROUNDS = 100;

  private Training() {}

  /** Returns the exit code of the gateway that was exercised. */
  public static int run() throws IOException {
    Path folder = Files.createTempDirectory("handoff-train");
    try (ScriptedApp app = ScriptedApp.start()) {
      return in(folder, app.port());
    } finally {
      delete(folder);
    }
  }

  private static int in(Path folder, int appPort) throws IOException {
    PrintStream quiet = new PrintStream(PrintStream.nullOutputStream());
    ConfigFile file = ConfigFile.at(write(folder, appPort));
    GatewayProcess process = new GatewayProcess(file, quiet, System.err);
    AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    int code =
        process.run(addresses -> {
          try {
            new Exercise((InetSocketAddress) addresses.getFirst()).run(ROUNDS);
          } catch (IOException e) {
            failure.set(e);
          }
          process.stop();
        });
    IOException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return code;
  }

  private static Path write(Path folder, int appPort) throws IOException {
    Path files = Files.createDirectories(folder.resolve("files"));
    Path open = Files.createDirectories(folder.resolve("static"));
    file(files.resolve("small.txt"), 1 << 10);
    file(files.resolve("large.bin"), 1 << 20);
    file(open.resolve("page.html"), 4 << 10);
    file(open.resolve("image.png"), 200 << 10);
    return Files.writeString(
        folder.resolve("handoff.yaml"),
        """
        listen: "127.0.0.1:0"
        apps: { app: "http://127.0.0.1:%d" }
        public: { /static/: static }
        internal: { /_files/: files }
        log: { access: access.log }
        """
            .formatted(appPort));
  }

  /** An hour old, because files that were just written take another way through the caches. */
  private static void file(Path path, int size) throws IOException {
    Files.write(path, new byte[size]);
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
