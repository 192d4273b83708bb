package dev.handoff.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An example started with its own {@code run}, exactly as a reader would start it. */
final class RunningExample implements AutoCloseable {
  /** How {@code run} ends when something it needs is not installed. */
  private static final int CANNOT_RUN_HERE = 77;

  private static final Pattern READY = Pattern.compile("Ready: (https?://\\S+/).*");

  private final Process process;
  private final URI base;

  private RunningExample(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  /**
   * @param options further ones for {@code run}
   */
  static RunningExample start(String name, Front front, Path data, String... options) {
    Path run = projectRoot().resolve("examples").resolve(name).resolve("run");
    List<String> command = new ArrayList<>(List.of(run.toString(), "--port", "0"));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(front.options());
    command.addAll(List.of(options));
    try {
      Path log = data.resolve(front.name() + ".log");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
      builder.environment().put("NO_INSTALL", "1"); // a test changes nothing outside its folder
      Process process = builder.start();
      return new RunningExample(process, awaitReady(process, log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line comes, or the output ends with the process: neither needs a timer of ours. */
  private static URI awaitReady(Process process, Path log) throws IOException {
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return URI.create(ready.group(1));
      }
    }
    if (process.onExit().join().exitValue() == CANNOT_RUN_HERE) {
      Tool.skip(Files.readString(log).strip());
    }
    throw new IllegalStateException("The example did not start:\n" + Files.readString(log));
  }

  URI resolve(String path) {
    return base.resolve(path);
  }

  /** The folder that holds {@code examples/}, wherever Maven runs the tests from. */
  static Path projectRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("examples"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** SIGTERM, as Ctrl-C does; the script ends its servers. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException("The example did not stop within 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
