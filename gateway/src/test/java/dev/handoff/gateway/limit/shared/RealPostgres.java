package dev.handoff.gateway.limit.shared;

import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.SharedBudgets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The installed PostgreSQL with a cluster of its own, which is gone after the test. */
public final class RealPostgres implements RealEngine {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String USER = "handoff";
  private static final String PASSWORD = "postgres-password";

  private final Path programs;
  private final Path folder;
  private final int port;

  private RealPostgres(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  public static RealPostgres start() {
    Path programs = programs();
    try {
      // Not in the test's own folder: initdb refuses root, and the other user could not enter it.
      Path folder = Files.createTempDirectory("handoff-postgres");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      Path secret = Files.writeString(folder.resolve("password"), PASSWORD);
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
      RealPostgres postgres = new RealPostgres(programs, folder, RealEngine.freePort());
      postgres.run(
          "initdb",
          "-A",
          "scram-sha-256",
          "-U",
          USER,
          "--pwfile=" + secret,
          "-E",
          "UTF8",
          "--locale=C.UTF-8",
          "--no-sync");
      postgres.resume();
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path programs() {
    if (Files.isDirectory(VERSIONS)) {
      try (Stream<Path> versions = Files.list(VERSIONS)) {
        Optional<Path> found =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .findFirst();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    System.err.println("NOTHING WAS SHARED THROUGH POSTGRESQL: it is not installed");
    return Assumptions.abort("PostgreSQL is not installed: nothing was shared through it");
  }

  private void run(String program, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.addAll(
        List.of(programs.resolve(program).toString(), "-D", folder.resolve("data").toString()));
    command.addAll(List.of(options));
    Path log = Files.createTempFile("handoff-postgres", ".log");
    try {
      int code =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (code != 0) {
        throw new AssertionError(command + " ended with " + code + ":\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      Files.delete(log);
    }
  }

  @Override
  public SharedBudgets where(String prefix) {
    return new SharedBudgets(
        SharedBudgets.Engine.POSTGRESQL,
        "127.0.0.1:" + port + "/postgres",
        Optional.of(USER),
        Optional.of(new Secret(PASSWORD)),
        prefix);
  }

  @Override
  public void interrupt() {
    try {
      run("pg_ctl", "-m", "immediate", "-w", "stop");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void resume() {
    try {
      run(
          "pg_ctl",
          "-l",
          folder.resolve("log").toString(),
          "-o",
          "-c listen_addresses=127.0.0.1 -p %d -k %s -c fsync=off".formatted(port, folder),
          "-w",
          "start");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    interrupt();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
