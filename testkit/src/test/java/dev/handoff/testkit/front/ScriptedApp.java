package dev.handoff.testkit.front;

import dev.handoff.testkit.listen.Received;
import dev.handoff.testkit.listen.Reply;
import dev.handoff.testkit.listen.SmallServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An app that answers what its query says: {@code field=value} lines, separated by ampersands. */
final class ScriptedApp implements AutoCloseable {
  private final SmallServer server;
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

  ScriptedApp() throws IOException {
    server = SmallServer.start("app", this::answer);
  }

  int port() {
    return server.port();
  }

  /** The request before; the app has got it when its answer has come. */
  Received lastRequest() {
    return List.copyOf(received).get(received.size() - 1);
  }

  private Reply answer(Received request) {
    received.add(request);
    Reply reply = Reply.of(request.path().equals("/created") ? 201 : 200, "OK");
    String body = "";
    for (String pair : request.query().orElse("body=hello").split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts[0].equals("body")) {
        body = parts[1];
      } else if (parts[0].equals("cut")) {
        return reply.with("Content-Length", "100").writing(out -> out.write(new byte[10]));
      } else {
        reply = reply.with(parts[0], decoded(parts[1]));
      }
    }
    if (request.method().equals("POST")) {
      body = new String(request.content().octets(), StandardCharsets.UTF_8);
    }
    return reply.holding(body.getBytes(StandardCharsets.UTF_8), request);
  }

  /** A value is octets on the wire; "+" is a space and "~" a percent sign. */
  private static String decoded(String value) {
    return value.replace('+', ' ').replace('~', '%');
  }

  @Override
  public void close() {
    server.close();
  }
}
