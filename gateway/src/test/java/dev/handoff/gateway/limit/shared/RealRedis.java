package dev.handoff.gateway.limit.shared;

import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.SharedBudgets;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The installed Redis, in the foreground, with a password and nothing on disk. */
public final class RealRedis implements RealEngine {
  private static final Path PROGRAM = Path.of("/usr/bin/redis-server");
  private static final String PASSWORD = "redis-password";

  private final Path folder;
  private final int port;
  private Process process;

  private RealRedis(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.process = launch();
  }

  public static RealRedis start(Path folder) {
    if (!Files.isExecutable(PROGRAM)) {
      System.err.println("NOTHING WAS SHARED THROUGH REDIS: " + PROGRAM + " is not installed");
      Assumptions.abort(PROGRAM + " is not installed: nothing was shared through Redis");
    }
    // Another process may take the port between looking for it and its bind.
    for (int attempt = 1; ; attempt++) {
      try {
        RealRedis redis = new RealRedis(folder, RealEngine.freePort());
        redis.awaitStart();
        if (redis.process.isAlive()) {
          return redis;
        }
        if (attempt == 5) {
          throw new AssertionError(Files.readString(folder.resolve("redis.log")));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(
            PROGRAM.toString(),
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--requirepass",
            PASSWORD)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("redis.log").toFile())
        .start();
  }

  private void awaitStart() {
    Within.patience(
        "Redis accepts or has ended", () -> !process.isAlive() || RealEngine.accepts(port));
  }

  @Override
  public SharedBudgets where(String prefix) {
    return new SharedBudgets(
        SharedBudgets.Engine.REDIS,
        "127.0.0.1:" + port,
        Optional.empty(),
        Optional.of(new Secret(PASSWORD)),
        prefix);
  }

  @Override
  public void interrupt() {
    close();
  }

  @Override
  public void resume() {
    try {
      process = launch();
      awaitStart();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
