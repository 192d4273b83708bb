package dev.handoff.cli.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An app with two answers: {@code /plain} is a body, all else names a file to deliver. */
final class ScriptedApp implements AutoCloseable {
  private final ServerSocket server;

  private ScriptedApp(ServerSocket server) {
    this.server = server;
  }

  static ScriptedApp start() throws IOException {
    ScriptedApp app = new ScriptedApp(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofPlatform().daemon().name("scripted app").start(app::accept);
    return app;
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofPlatform().daemon().name("scripted app connection").start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = client.getOutputStream()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String request = line;
        while (!line.isEmpty()) {
          line = in.readLine();
        }
        out.write(answer(request).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      }
    } catch (IOException e) {
      // The gateway closes its connections when it stops.
    }
  }

  private static String answer(String request) {
    String path = request.split(" ", 3)[1];
    String fields =
        path.startsWith("/plain")
            ? "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\n" + body(request)
            : "Content-Type: text/html\r\nContent-Length: 0\r\nX-Accel-Redirect: /_files"
                + path
                + "\r\nContent-Disposition: attachment; filename=\"a.bin\"\r\n\r\n";
    return "HTTP/1.1 200 OK\r\n" + fields;
  }

  private static String body(String request) {
    return request.startsWith("HEAD") ? "" : "plain";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
