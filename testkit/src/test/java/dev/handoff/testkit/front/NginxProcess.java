package dev.handoff.testkit.front;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The installed nginx before an app, as its documentation has it. */
final class NginxProcess implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final int port;

  private NginxProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static NginxProcess before(int app, Path files, Path folder) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(PROGRAM), "nginx is not installed: the fake front was not compared");
    // Another process may take the port between looking for it and the server's bind.
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      Path configuration = Files.writeString(folder.resolve("n.conf"), text(port, app, files));
      Process process =
          new ProcessBuilder(
                  PROGRAM.toString(),
                  "-p",
                  folder + "/",
                  "-c",
                  configuration.toString(),
                  "-e",
                  folder + "/error.log")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("out.log").toFile())
              .start();
      if (accepts(process, port)) {
        return new NginxProcess(process, port);
      }
      process.destroyForcibly();
      if (attempt == 3) {
        throw new AssertionError(Files.readString(folder.resolve("out.log")));
      }
    }
  }

  private static String text(int port, int app, Path files) {
    return """
    daemon off;
    master_process off;
    pid nginx.pid;
    error_log error.log;
    events { worker_connections 64; }
    http {
      access_log off;
      client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi; scgi_temp_path scgi;
      server {
        listen 127.0.0.1:%d;
        location / { proxy_pass http://127.0.0.1:%d; }
        location /_files/ { internal; alias %s/; }
      }
    }
    """
        .formatted(port, app, files);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static boolean accepts(Process process, int port) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (IOException notYet) {
        // A process that ends says so at once; one that begins is asked again.
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
    }
    return false;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
