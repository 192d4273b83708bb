package dev.handoff.gateway.wire;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The installed nginx with a configuration of the test: the executable reference for what a front
 * does.
 *
 * <p>One process in the foreground with a prefix folder of its own; nothing of the machine's nginx
 * is read or written.
 */
public final class RealNginx implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");

  private final Process process;
  private final InetSocketAddress address;
  private final Path errorLog;

  private RealNginx(Process process, InetSocketAddress address, Path errorLog) {
    this.process = process;
    this.address = address;
    this.errorLog = errorLog;
  }

  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /** Aborts the test, and says so aloud, when there is no nginx on this machine. */
  public static void assumeInstalled() {
    if (!isInstalled()) {
      System.err.println("NOT COMPARED WITH NGINX: " + PROGRAM + " is not installed");
      Assumptions.abort(PROGRAM + " is not installed: nothing was compared with nginx");
    }
  }

  /**
   * Starts it and waits until it accepts.
   *
   * @param folder an empty folder that nginx may fill
   * @param http directives of the {@code http} block beside the server
   * @param server directives of the only server; it listens where {@link #address} says
   */
  public static RealNginx start(Path folder, String http, String server) {
    assumeInstalled();
    // Another process may take the port between looking for it and nginx's bind.
    for (int attempt = 1; ; attempt++) {
      try {
        RealNginx nginx = launch(folder, http, server);
        if (nginx.isUp()) {
          return nginx;
        }
        String log = Files.readString(nginx.errorLog);
        nginx.close();
        if (attempt == 5 || !log.contains("Address already in use")) {
          throw new AssertionError("nginx did not start:\n" + log);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static RealNginx launch(Path folder, String http, String server) throws IOException {
    Path errorLog = folder.resolve("error.log");
    Files.deleteIfExists(errorLog);
    int port;
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
      port = free.getLocalPort();
    }
    for (String temporary : new String[] {"body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
      Files.createDirectories(folder.resolve(temporary));
    }
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(configuration, configuration(port, http, server));
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-p",
                folder + "/",
                "-c",
                configuration.toString(),
                "-e",
                errorLog.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(new File(folder.toFile(), "output.log")))
            .start();
    return new RealNginx(process, new InetSocketAddress(loopback, port), errorLog);
  }

  private static String configuration(int port, String http, String server) {
    return """
    daemon off;
    master_process off;
    pid nginx.pid;
    error_log error.log info;
    events { worker_connections 256; }
    http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      %s
      server {
        listen 127.0.0.1:%d;
        %s
      }
    }
    """
        .formatted(http, port, server);
  }

  private boolean isUp() {
    boolean[] accepted = new boolean[1];
    Within.patience(
        "nginx accepts",
        () -> {
          if (!process.isAlive()) {
            return true;
          }
          try (var _ = Wire.connect(address)) {
            accepted[0] = true;
          } catch (IOException e) {
            return false;
          }
          return true;
        });
    return accepted[0];
  }

  public SocketAddress address() {
    return address;
  }

  /** What it logged so far (level info and above). */
  public String log() {
    try {
      return Files.readString(errorLog);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
