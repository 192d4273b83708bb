package dev.handoff.gateway.admin;

import dev.handoff.gateway.http1.MalformedMessageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the admin socket; one request a connection.
 *
 * <p>Bounded: {@value #MOST} connections at a time, the next ones wait; a request has 10 s to
 * arrive. Each is served on a virtual thread, so that nothing an operator asks for holds up a
 * delivery. Thread-safe.
 */
public final class AdminSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminSocket.class);
  private static final int MOST = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SocketFile file;
  private final Peers peers;
  private final AdminRoutes routes;
  private final Semaphore free = new Semaphore(MOST);

  private AdminSocket(SocketFile file, Peers peers, AdminRoutes routes) {
    this.file = file;
    this.peers = peers;
    this.routes = routes;
  }

  /**
   * Accepts when this returns.
   *
   * @throws IOException when the socket cannot be made; the message is for the operator
   */
  public static AdminSocket open(Path path, Operations operations) throws IOException {
    SocketFile file = SocketFile.create(path);
    AdminSocket socket =
        new AdminSocket(file, Peers.ofOwner(file.path()), new AdminRoutes(operations));
    Thread.ofVirtual().name("admin").start(socket::accept);
    return socket;
  }

  public Path path() {
    return file.path();
  }

  private void accept() {
    while (true) {
      try {
        free.acquire();
        SocketChannel client = file.channel().accept();
        Thread.ofVirtual().name("admin-request").start(() -> serve(client));
      } catch (ClosedChannelException stopped) {
        return;
      } catch (IOException e) {
        // Out of descriptors, most likely: the next may succeed.
        LOG.warn("admin: a connection could not be accepted: {}", e.getMessage());
        free.release();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      if (peers.mayPass(client)) {
        send(client, answer(client));
      } else {
        LOG.warn("admin: somebody who is neither root nor our own user was sent away");
      }
    } catch (IOException left) {
      LOG.debug("admin: the other side left", left);
    } finally {
      free.release();
    }
  }

  private AdminAnswer answer(SocketChannel client) throws IOException {
    AdminRequest request;
    Thread watch = Thread.ofVirtual().start(() -> closeAfterPatience(client));
    try {
      request = AdminRequest.read(client);
    } catch (MalformedMessageException e) {
      return AdminAnswer.problem(e.status(), String.valueOf(e.getMessage()));
    } finally {
      watch.interrupt();
    }
    try {
      return routes.answer(request);
    } catch (InterruptedException e) {
      return AdminAnswer.problem(503, "The gateway is stopping.");
    } catch (RuntimeException e) {
      LOG.error("admin: {} {} failed", request.method(), request.target(), e);
      return AdminAnswer.problem(500, "The gateway's log says what went wrong.");
    }
  }

  private static void closeAfterPatience(SocketChannel client) {
    try {
      Thread.sleep(PATIENCE);
      client.close();
    } catch (InterruptedException | IOException done) {
      // The request arrived.
    }
  }

  private static void send(SocketChannel client, AdminAnswer answer) throws IOException {
    ByteBuffer octets = ByteBuffer.wrap(answer.octets());
    while (octets.hasRemaining()) {
      client.write(octets);
    }
  }

  /** Stops accepting; what was begun is finished. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("admin: the socket {} stays behind: {}", file.path(), e.getMessage());
    }
  }
}
