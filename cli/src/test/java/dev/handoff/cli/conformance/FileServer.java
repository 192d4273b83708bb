package dev.handoff.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Servers that people serve folders with, as their packages come. */
enum FileServer {
  NGINX("nginx", "nginx", List.of("-v")),
  APACHE("Apache", "apache2", List.of("-v")),
  LIGHTTPD("lighttpd", "lighttpd", List.of("-v")),
  CADDY("Caddy", "caddy", List.of("version")),
  PYTHON("`python3 -m http.server`", "python3", List.of("--version"));

  private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin");

  final String title;
  private final String program;
  private final List<String> version;

  FileServer(String title, String program, List<String> version) {
    this.title = title;
    this.program = program;
    this.version = version;
  }

  /** A server that runs. */
  record Running(Process process, URI url) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  /** Or a skipped test that says so. */
  Path installed() {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> {
          String why = program + " is not installed here; `./check tools` installs it";
          System.err.println("SKIPPED: " + why);
          return Assumptions.abort(why);
        });
  }

  String version() throws Exception {
    List<String> command = new java.util.ArrayList<>(version);
    command.add(0, installed().toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    Matcher number = Pattern.compile("[0-9]+\\.[0-9.]*[0-9]").matcher(said);
    assertThat(number.find()).as(said).isTrue();
    return number.group();
  }

  /** Serves that folder; what the server writes goes into another one. */
  Running start(Path folder, Path own) throws Exception {
    for (int attempt = 0; attempt < 5; attempt++) {
      // Somebody else may take the port first: then the server ends, and the next one is tried.
      int port = freePort();
      Process process =
          new ProcessBuilder(command(folder, own, port))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(own.resolve(program + ".out").toFile())
              .start();
      if (listens(process, port)) {
        return new Running(process, URI.create("http://127.0.0.1:" + port + "/data.bin"));
      }
    }
    throw new AssertionError(Files.readString(own.resolve(program + ".out")));
  }

  private List<String> command(Path folder, Path own, int port) throws IOException {
    String server = installed().toString();
    Path config = own.resolve(program + ".conf");
    String text = config(folder, own, port);
    Files.writeString(config, text);
    return switch (this) {
      case NGINX -> List.of(server, "-e", "stderr", "-c", config.toString());
      case APACHE -> List.of(server, "-DFOREGROUND", "-f", config.toString());
      case LIGHTTPD -> List.of(server, "-D", "-f", config.toString());
      case CADDY -> List.of(server, "run", "--config", config.toString(), "--adapter", "caddyfile");
      case PYTHON ->
          List.of(server, "-m", "http.server", Integer.toString(port), "--bind", "127.0.0.1");
    };
  }

  private String config(Path folder, Path own, int port) {
    String text =
        switch (this) {
          case NGINX ->
              """
              daemon off;
              pid OWN/nginx.pid;
              events {}
              http {
                access_log off;
                include /etc/nginx/mime.types;
                default_type application/octet-stream;
                client_body_temp_path OWN/t;
                proxy_temp_path OWN/t;
                fastcgi_temp_path OWN/t;
                uwsgi_temp_path OWN/t;
                scgi_temp_path OWN/t;
                server { listen 127.0.0.1:PORT; root FOLDER; }
              }
              """;
          case APACHE ->
              """
              ServerName 127.0.0.1
              Listen 127.0.0.1:PORT
              PidFile OWN/apache.pid
              ErrorLog OWN/apache.log
              LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
              LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
              LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
              TypesConfig /etc/mime.types
              DocumentRoot FOLDER
              <Directory FOLDER>
                Require all granted
              </Directory>
              """;
          case LIGHTTPD ->
              """
              server.document-root = "FOLDER"
              server.bind = "127.0.0.1"
              server.port = PORT
              mimetype.assign = ( ".bin" => "application/octet-stream" )
              """;
          case CADDY ->
              """
              {
                admin off
                auto_https off
                storage file_system OWN
              }
              http://127.0.0.1:PORT {
                root * FOLDER
                file_server
              }
              """;
          case PYTHON -> "";
        };
    return text.replace("OWN", own.toString())
        .replace("FOLDER", folder.toString())
        .replace("PORT", Integer.toString(port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static boolean listens(Process process, int port) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (process.isAlive() && System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return process.isAlive();
      } catch (IOException notYet) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }
    process.destroyForcibly();
    return false;
  }

  /** The line of the page about a server. */
  static Optional<String> line(String page, String title) {
    return page.lines().filter(line -> line.startsWith("| " + title + " |")).findFirst();
  }
}
