package dev.handoff.conformance;

import dev.handoff.conformance.Answer.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One request on a connection of its own, octet for octet. Every wait is bounded. To be used by one
 * thread.
 */
final class Wire {
  /** Of longer contents no case needs more. */
  static final int MOST_CONTENT = 1 << 20;

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** After its answer a server closes, as it was asked to; one that does not is not waited for. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private static final Duration CLOSING_AGAIN = Duration.ofMillis(100);

  private final String host;
  private final int port;
  private final Optional<SSLSocketFactory> tls;
  private final Duration timeout;
  private Duration closing;

  /**
   * @param host name or address, IPv6 with or without brackets
   * @param timeout for one whole answer
   */
  Wire(String host, int port, Optional<SSLSocketFactory> tls, Duration timeout) {
    this.host = host.replaceAll("^\\[|]$", "");
    this.port = port;
    this.tls = tls;
    this.timeout = timeout;
    this.closing = CLOSING.compareTo(timeout) < 0 ? CLOSING : timeout;
  }

  /** Receives content as it arrives. */
  interface Body {
    /** Says whether to go on. */
    boolean take(byte[] buffer, int count) throws IOException;
  }

  /**
   * Keeps the content.
   *
   * @throws IOException when no answer of HTTP/1 comes in time; the message says what came instead
   */
  Answer ask(Request request) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    Answer answer =
        ask(
            request,
            (buffer, count) -> {
              content.write(buffer, 0, Math.min(count, MOST_CONTENT - content.size()));
              return content.size() < MOST_CONTENT;
            });
    return new Answer(
        answer.statusLine(),
        answer.status(),
        answer.lines(),
        content.toByteArray(),
        answer.ending());
  }

  /** As above, with the content given to somebody else and left out of the answer. */
  Answer ask(Request request, Body body) throws IOException {
    try (Socket socket = connected()) {
      Incoming in = new Incoming(socket, timeout);
      socket.getOutputStream().write(request.octets());
      AnswerHead head = AnswerHead.read(in);
      Ending ending = in.content(head, request.method(), body);
      if (ending == Ending.WHOLE && !head.endsWithConnection(request.method())) {
        ending = whatFollows(in, ending);
      }
      return new Answer(head.statusLine(), head.status(), head.lines(), new byte[0], ending);
    } catch (SocketTimeoutException e) {
      throw new IOException("no whole answer within " + timeout.toSeconds() + " s", e);
    }
  }

  private Ending whatFollows(Incoming in, Ending ending) {
    switch (in.next(closing)) {
      case NOTHING:
        return ending;
      case OCTETS:
        return Ending.WENT_ON;
      case SILENCE:
      default:
        closing = CLOSING_AGAIN;
        return ending;
    }
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket();
    try {
      InetAddress address = InetAddress.getByName(host);
      socket.connect(new InetSocketAddress(address, port), Math.toIntExact(CONNECT.toMillis()));
      if (tls.isEmpty()) {
        return socket;
      }
      socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      SSLSocket secured = (SSLSocket) tls.get().createSocket(socket, host, port, true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (UnknownHostException e) {
      socket.close();
      throw new IOException("there is no host " + host, e);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
