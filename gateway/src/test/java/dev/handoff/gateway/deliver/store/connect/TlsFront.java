package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.gateway.wire.ScriptedApp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS before a scripted store, by the JDK: remembers what clients said in their handshakes. */
final class TlsFront implements AutoCloseable {
  private final ServerSocket listener;
  private final ScriptedApp store;
  private final SSLContext context;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> handshakes = new CopyOnWriteArrayList<>();
  private final List<Long> sessions = new CopyOnWriteArrayList<>();
  private volatile boolean rude;
  private volatile String[] protocols = {"TLSv1.3", "TLSv1.2"};

  TlsFront(ScriptedApp store, SSLContext context) {
    this.store = store;
    this.context = context;
    try {
      this.listener = new ServerSocket(0, 64, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("tls-front").start(this::accept);
  }

  /** Ends connections without close_notify. */
  TlsFront rude() {
    rude = true;
    return this;
  }

  TlsFront protocols(String... only) {
    protocols = only;
    return this;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** {@code protocol name alpn} of each handshake that succeeded. */
  List<String> handshakes() {
    return handshakes;
  }

  /** When the session of each handshake was made: the same for a resumed one. */
  List<Long> sessions() {
    return sessions;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> relay(socket));
      }
    } catch (IOException e) {
      // The listener was closed: that is how the front stops.
    }
  }

  private void relay(Socket socket) {
    try (socket;
        Socket behind = new Socket()) {
      SSLSocket tls =
          (SSLSocket) context.getSocketFactory().createSocket(socket, null, port(), false);
      tls.setUseClientMode(false);
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setProtocols(protocols);
      parameters.setApplicationProtocols(new String[] {"http/1.1"});
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      remember(tls);
      behind.connect(new InetSocketAddress("127.0.0.1", store.port()));
      InputStream fromClient = tls.getInputStream();
      OutputStream toStore = behind.getOutputStream();
      Thread.ofVirtual()
          .start(() -> {
            try {
              fromClient.transferTo(toStore);
              behind.shutdownOutput();
            } catch (IOException e) {
              closeQuietly(behind);
            }
          });
      behind.getInputStream().transferTo(tls.getOutputStream());
      if (!rude) {
        tls.close();
      }
    } catch (IOException e) {
      // A client that does not like the certificate: the test looks at the client.
    }
  }

  private void remember(SSLSocket tls) {
    ExtendedSSLSession session = (ExtendedSSLSession) tls.getSession();
    String name =
        session.getRequestedServerNames().stream()
            .map(sni -> ((SNIHostName) sni).getAsciiName())
            .findFirst()
            .orElse("-");
    handshakes.add(session.getProtocol() + " " + name + " " + tls.getApplicationProtocol());
    sessions.add(session.getCreationTime());
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to do for a socket that cannot even be closed.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(TlsFront::closeQuietly);
  }
}
