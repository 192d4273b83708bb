package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.ScriptedApp;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A gateway in a process of its own, which can be killed. */
final class CrashedGateway implements AutoCloseable {
  private final Process process;
  private final int port;

  private CrashedGateway(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one with an app of its own that hands everything off; {@code log} gets what it says. */
  static CrashedGateway start(Path dir, int store, int slice, File log) throws IOException {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    path,
                    CrashedGateway.class.getName(),
                    dir.toString(),
                    Integer.toString(store),
                    Integer.toString(slice)))
            .redirectError(ProcessBuilder.Redirect.appendTo(log))
            .start();
    String line =
        new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
            .readLine();
    if (line == null) {
      throw new IOException("it did not start; see " + log);
    }
    return new CrashedGateway(process, Integer.parseInt(line.trim()));
  }

  SocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** SIGKILL: nothing of it runs any more when this returns. */
  void kill() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }

  /** In the other process. */
  public static void main(String[] args) throws IOException {
    RemoteCache cache =
        CacheRig.sliced(CacheRig.cache(Path.of(args[0])), Integer.parseInt(args[2]));
    ScriptedApp app = ScriptedApp.tcp();
    app.always(request -> CacheRig.handOff(request, List.of()));
    GatewayUnderTest gateway =
        GatewayUnderTest.start(CacheRig.setup(app, Integer.parseInt(args[1])).remoteCache(cache));
    System.out.println(((InetSocketAddress) gateway.address()).getPort());
    // Ends with its parent.
    while (System.in.read() >= 0) {
      continue;
    }
    System.exit(0);
  }
}
