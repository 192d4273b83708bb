package dev.handoff.cli.train;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What browsers and download programs ask for, over one kept connection per round of ten. */
final class Exercise {
  private static final int PER_CONNECTION = 10;
  private static final int PATIENCE_MILLIS = 10_000;
  private static final List<String> REQUESTS =
      List.of(
          "GET /static/page.html HTTP/1.1\r\nAccept-Encoding: gzip\r\n",
          "GET /static/image.png HTTP/1.1\r\nAccept: */*\r\n",
          "HEAD /static/page.html HTTP/1.1\r\n",
          "GET /static/missing HTTP/1.1\r\nAccept: text/html\r\n",
          "GET /small.txt HTTP/1.1\r\nUser-Agent: train\r\nCookie: a=b\r\n",
          "GET /large.bin HTTP/1.1\r\n",
          "GET /large.bin HTTP/1.1\r\nRange: bytes=0-1\r\n",
          "GET /small.txt HTTP/1.1\r\nIf-None-Match: \"x\"\r\n",
          "GET /_files/small.txt HTTP/1.1\r\n",
          "GET /plain HTTP/1.1\r\n",
          "HEAD /plain HTTP/1.1\r\n");

  /** An error page once a connection: each is a line in the log. */
  private static final String MISSING = "GET /missing.txt HTTP/1.1\r\n";

  private final InetSocketAddress gateway;

  Exercise(InetSocketAddress gateway) {
    this.gateway = gateway;
  }

  void run(int rounds) throws IOException {
    for (int done = 0; done < rounds; done += PER_CONNECTION) {
      try (Socket socket = new Socket(gateway.getAddress(), gateway.getPort())) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        ask(MISSING, socket.getOutputStream(), in);
        for (int i = 0; i < PER_CONNECTION; i++) {
          for (String request : REQUESTS) {
            ask(request, socket.getOutputStream(), in);
          }
        }
      }
    }
  }

  private static void ask(String request, OutputStream out, InputStream in) throws IOException {
    String head = request + "Host: localhost\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    skipAnswer(in, request.startsWith("HEAD"));
  }

  private static void skipAnswer(InputStream in, boolean head) throws IOException {
    long length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring("content-length:".length()).strip());
      }
    }
    if (!head) {
      in.skipNBytes(length);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("the gateway closed the connection");
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }
}
