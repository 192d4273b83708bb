package dev.handoff.servlet.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** An installed front server with a configuration of the test, in a process of its own. */
public final class RealFront implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final int port;

  private RealFront(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The servers. */
  public enum Program {
    NGINX("/usr/sbin/nginx"),
    APACHE("/usr/sbin/apache2"),
    LIGHTTPD("/usr/sbin/lighttpd"),
    CADDY("/usr/bin/caddy");

    private final Path path;

    Program(String path) {
      this.path = Path.of(path);
    }

    /** Starts it before an app. */
    public RealFront before(int app, Path files, Path folder) throws Exception {
      boolean modules =
          this != APACHE || Files.exists(Path.of("/usr/lib/apache2/modules/mod_xsendfile.so"));
      Assumptions.assumeTrue(
          Files.isExecutable(path) && modules,
          this + " is not installed: nothing was handed to it");
      // Another process may take the port between looking for it and the server's bind.
      for (int attempt = 1; ; attempt++) {
        int port = freePort();
        Path configuration = folder.resolve("front.conf");
        Files.writeString(configuration, configuration(port, app, files, folder));
        Process process =
            new ProcessBuilder(command(configuration, folder))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("front.log").toFile())
                .start();
        if (accepts(process, port)) {
          return new RealFront(process, port);
        }
        process.destroyForcibly();
        if (attempt == 3) {
          throw new AssertionError(Files.readString(folder.resolve("front.log")));
        }
      }
    }

    private String[] command(Path configuration, Path folder) {
      String program = path.toString();
      String file = configuration.toString();
      return switch (this) {
        case NGINX ->
            new String[] {program, "-p", folder + "/", "-c", file, "-e", folder + "/error.log"};
        case APACHE -> new String[] {program, "-d", folder.toString(), "-f", file, "-DFOREGROUND"};
        case LIGHTTPD -> new String[] {program, "-D", "-f", file};
        case CADDY ->
            new String[] {
              "/usr/bin/env",
              "HOME=" + folder,
              program,
              "run",
              "--adapter",
              "caddyfile",
              "--config",
              file
            };
      };
    }

    /**
     * What the front's page shows, with these ports and folders, and what a test needs around it.
     */
    private String configuration(int port, int app, Path files, Path folder) throws IOException {
      String shown =
          shown()
              .replace("8080", String.valueOf(port))
              .replace("5000", String.valueOf(app))
              .replace("/srv/files", files.toString());
      return switch (this) {
        case NGINX ->
            """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log error.log;
            events { worker_connections 64; }
            http {
              access_log off;
              client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi; scgi_temp_path scgi;
            %s}
            """
                .formatted(shown);
        case APACHE ->
            """
            ServerName localhost
            Listen 127.0.0.1:%d
            PidFile %s/apache.pid
            ErrorLog %s/error.log
            Mutex posixsem
            LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
            LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
            LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
            LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
            LoadModule xsendfile_module /usr/lib/apache2/modules/mod_xsendfile.so
            %s\
            """
                .formatted(port, folder, folder, shown);
        case LIGHTTPD ->
            """
            server.document-root = "%s"
            server.bind = "127.0.0.1"
            server.port = %d
            server.errorlog = "%s/error.log"
            %s\
            """
                .formatted(folder, port, folder, shown);
        case CADDY ->
            """
            {
              admin off
              auto_https off
            }
            %s\
            """
                .formatted(shown);
      };
    }

    private String shown() throws IOException {
      String page =
          Files.readString(
              Path.of("../docs/fronts", name().toLowerCase(java.util.Locale.ROOT) + ".md"));
      int mark = page.indexOf("<!-- configuration -->");
      int begin = page.indexOf('\n', page.indexOf("```", mark)) + 1;
      return page.substring(begin, page.indexOf("```", begin));
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
  }

  public int port() {
    return port;
  }

  @Override
  public void close() throws Exception {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
