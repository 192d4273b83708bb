package dev.handoff.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Answers every connection with the octets that a script gives for the head of its request. */
final class Scripted implements AutoCloseable {
  /** The script says nothing, and leaves the connection open. */
  static final String SILENCE = "silence";

  private final ServerSocket listening;
  private final Function<String, String> script;
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  Scripted(Function<String, String> script) throws IOException {
    this.script = script;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "scripted");
    thread.setDaemon(true);
    thread.start();
  }

  URI url(String target) {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + target);
  }

  List<String> heads() {
    return List.copyOf(heads);
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        String head = head(socket);
        heads.add(head);
        String answer = script.apply(head);
        if (!answer.equals(SILENCE)) {
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
          socket.shutdownOutput();
          // Not before the other side is done: a close with unread input would be a reset.
          socket.getInputStream().readAllBytes();
          socket.close();
        }
      } catch (IOException e) {
        // The other side went first, or this is the end.
      }
    }
  }

  private static String head(Socket socket) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = socket.getInputStream().read();
      if (octet < 0) {
        break;
      }
      head.write(octet);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
