package dev.handoff.testkit.exchange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Real HTTP/1.1 over a connection for each request. It writes what it is told and reads what comes,
 * which clients that mean to be useful do not: they hide a body behind a HEAD, or mend a framing.
 *
 * <p>Immutable; shareable between threads.
 */
public final class SocketClient implements DeliveryClient {
  /** How long a connection that stays open after the answer is watched for more. */
  private static final int SURPLUS_MILLIS = 2_000;

  private final URI origin;
  private final Duration patience;
  private final Optional<SSLSocketFactory> tls;

  private SocketClient(URI origin, Duration patience, Optional<SSLSocketFactory> tls) {
    this.origin = origin;
    this.patience = patience;
    this.tls = tls;
  }

  /**
   * For the server of a URL; its path plays no part.
   *
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public static SocketClient to(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException(
          "need an absolute URL such as http://127.0.0.1:8080/file, got " + uri);
    }
    URI origin = URI.create(scheme + "://" + uri.getRawAuthority());
    return new SocketClient(origin, Duration.ofSeconds(30), Optional.empty());
  }

  /** How long it waits for a connection and for each octet; 30 s unless told. */
  public SocketClient waiting(Duration patience) {
    return new SocketClient(origin, patience, tls);
  }

  /** For certificates that are not known everywhere. */
  public SocketClient trusting(SSLContext context) {
    return new SocketClient(origin, patience, Optional.of(context.getSocketFactory()));
  }

  /** Path and query of a URL as a request has them. */
  public static String targetOf(URI uri) {
    URI ascii = URI.create(uri.toASCIIString());
    String path = ascii.getRawPath();
    String query = ascii.getRawQuery();
    return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  @Override
  public String origin() {
    return origin.toString();
  }

  @Override
  public Answer send(Request request) throws IOException {
    return send(request, new byte[0]);
  }

  /** The same with content; its length is written, too. */
  public Answer send(Request request, byte[] content) throws IOException {
    Request framed =
        content.length == 0
            ? request
            : request.with("Content-Length", Integer.toString(content.length));
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head(framed).getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(content);
      socket.getOutputStream().flush();
      return new AnswerReader(socket.getInputStream(), () -> socket.setSoTimeout(SURPLUS_MILLIS))
          .read(request.method());
    }
  }

  private Socket connect() throws IOException {
    boolean https = "https".equals(origin.getScheme());
    int port = origin.getPort() > 0 ? origin.getPort() : https ? 443 : 80;
    String host = origin.getHost().replaceAll("[\\[\\]]", "");
    int millis = Math.toIntExact(patience.toMillis());
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      if (!https) {
        return socket;
      }
      SSLSocketFactory sockets =
          tls.orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
      SSLSocket secured = (SSLSocket) sockets.createSocket(socket, host, port, true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (IOException e) {
      socket.close();
      throw new IOException("no connection to " + origin + ": " + e.getMessage(), e);
    }
  }

  private String head(Request request) {
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    if (!request.sends("Host")) {
      head.append("Host: ").append(origin.getRawAuthority()).append("\r\n");
    }
    request.fields().forEach(field -> head.append(field.line()).append("\r\n"));
    if (!request.sends("Connection")) {
      // What follows the answer can be seen only if the connection ends.
      head.append("Connection: close\r\n");
    }
    return head.append("\r\n").toString();
  }
}
