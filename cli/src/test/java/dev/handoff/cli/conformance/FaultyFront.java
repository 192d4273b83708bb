package dev.handoff.cli.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Stands before a server that is right in everything and spoils one thing: the head of a request,
 * or of an answer with its content.
 */
final class FaultyFront implements AutoCloseable {
  /** What is spoilt; both get texts in ISO 8859-1. */
  record Fault(UnaryOperator<String> request, Answering answer) {}

  /** Spoils an answer to a request. */
  interface Answering {
    String spoilt(String request, String answer);
  }

  private final ServerSocket listening;
  private final int behind;
  private volatile Fault fault = new Fault(request -> request, (request, answer) -> answer);

  FaultyFront(int behind) throws IOException {
    this.behind = behind;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  void spoil(Fault next) {
    fault = next;
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + path);
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket client = listening.accept();
          Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
        String request = fault.request().apply(head(client.getInputStream()));
        server.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        String answer =
            new String(server.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        String spoilt = fault.answer().spoilt(request, answer);
        client.getOutputStream().write(spoilt.getBytes(StandardCharsets.ISO_8859_1));
        client.shutdownOutput();
        // Not before the other side is done: a close with unread input would be a reset.
        client.getInputStream().readAllBytes();
      } catch (IOException e) {
        // The other side went first, or this is the end.
      }
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("half a request");
      }
      head.write(octet);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
