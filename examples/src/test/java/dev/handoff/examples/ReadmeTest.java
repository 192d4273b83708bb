package dev.handoff.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first success, command by command; only its two ports are others here. */
class ReadmeTest {
  private static final Pattern PLACES = Pattern.compile("examples/first|8080|5000");

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @Test
  void theFirstSuccessSucceeds() throws Exception {
    Tool.require("curl");
    Path root = RunningExample.projectRoot();
    String readme = Files.readString(root.resolve("README.md"));
    List<String> servers = commands(readme, "## First success", 0);
    List<String> requests = commands(readme, "## First success", 1);
    assertThat(servers).hasSize(2);
    assertThat(requests).hasSize(3);

    int app = freePort();
    int front = freePort();
    Path example = copy(root.resolve("examples/first"), folder.resolve("first"), app, front);
    Files.createDirectories(folder.resolve("here"));

    Process server = start(root, translated(servers.get(0), example, app, front));
    awaitListening(server, app);
    Process gateway = start(root, translated(servers.get(1), example, app, front));
    awaitReady(gateway);

    run(translated(requests.get(0), example, app, front));
    try (Stream<Path> saved = Files.list(folder.resolve("here"))) {
      assertThat(saved)
          .hasSize(1)
          .allSatisfy(file -> assertThat(file).content().contains("Handoff delivered"));
    }
    assertThat(run(translated(requests.get(1), example, app, front))).contains("404 Not Found");
    assertThat(run(translated(requests.get(2), example, app, front)))
        .contains("404 Not Found")
        .doesNotContain("delivered");
  }

  @AfterEach
  void stop() throws Exception {
    for (Process process : started) {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  /** The commands of the {@code n}th shell block below a heading, without their comments. */
  private static List<String> commands(String readme, String heading, int n) {
    String below = readme.substring(readme.indexOf(heading));
    int begin = 0;
    for (int i = 0; i <= n; i++) {
      begin = below.indexOf("```sh\n", begin) + "```sh\n".length();
    }
    return below
        .substring(begin, below.indexOf("```", begin))
        .lines()
        .map(line -> line.replaceFirst("\\s+#.*$", "").replaceFirst("\\s*&$", ""))
        .toList();
  }

  /** In one pass: the folder's name is random digits, and a port may hold the other one's. */
  private static String translated(String text, Path example, int app, int front) {
    return PLACES
        .matcher(text)
        .replaceAll(found ->
            switch (found.group()) {
              case "8080" -> Integer.toString(front);
              case "5000" -> Integer.toString(app);
              default -> Matcher.quoteReplacement(example.toString());
            });
  }

  private static Path copy(Path from, Path to, int app, int front) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.writeString(target, translated(Files.readString(file), to, app, front));
        }
      }
    }
    return to;
  }

  private Process start(Path root, String command) throws IOException {
    Process process =
        new ProcessBuilder("bash", "-c", "exec " + command)
            .directory(root.toFile())
            .redirectError(folder.resolve("log-" + started.size()).toFile())
            .start();
    started.add(process);
    return process;
  }

  private String run(String command) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", command)
            .directory(folder.resolve("here").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s%n%s", command, said).isZero();
    return said;
  }

  private void awaitReady(Process gateway) throws IOException {
    BufferedReader output = gateway.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("Ready")) {
        return;
      }
    }
    throw new AssertionError("the gateway ended: " + Files.readString(folder.resolve("log-1")));
  }

  private void awaitListening(Process server, int port) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (server.isAlive() && System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException notYet) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
    throw new AssertionError(
        "nothing listens on " + port + ": " + Files.readString(folder.resolve("log-0")));
  }

  /**
   * One that is free now. Below those that the kernel gives to outgoing connections, or one of them
   * might take it before the server does.
   */
  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // Another one will do.
      }
    }
  }
}
