package dev.handoff.testkit.listen;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Accepts on loopback, on a free port, until it is closed. */
public final class SmallServer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final ServerSocket socket;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;

  /** Called by several threads at once. */
  @FunctionalInterface
  public interface Handler {
    Reply answer(Received request) throws IOException;
  }

  private SmallServer(ServerSocket socket, Handler handler, String name) {
    this.socket = socket;
    this.handler = handler;
    this.threads =
        Executors.newCachedThreadPool(task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Starts one; it accepts when this returns.
   *
   * @param name of its threads
   */
  public static SmallServer start(String name, Handler handler) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    SmallServer server = new SmallServer(socket, handler, name);
    server.threads.execute(server::accept);
    return server;
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** {@code http://127.0.0.1:port}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        // close() ends accept(), and the loop sees that.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setSoTimeout(PATIENCE_MILLIS);
      client.setTcpNoDelay(true);
      Optional<Received> request = new RequestReader(client).read();
      if (request.isPresent()) {
        handler
            .answer(request.get())
            .writeTo(new BufferedOutputStream(client.getOutputStream(), 1 << 16));
        client.shutdownOutput();
        // Octets that nobody read would turn the end of the connection into a reset.
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException left) {
      // Clients leave when they like; a body that breaks is to look like this, too.
    } finally {
      open.remove(client);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    closeQuietly(socket);
    open.forEach(SmallServer::closeQuietly);
  }

  private static void closeQuietly(AutoCloseable closed) {
    try {
      closed.close();
    } catch (Exception e) {
      // Nobody waits for it any more.
    }
  }
}
