package dev.handoff.gateway.upstream.connection;

import dev.handoff.gateway.loop.Loop;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Connections of one loop to one server: the last one used is the next one taken, so that the idle
 * ones age. Confined to its loop but for {@link #wake} and {@link #retire}.
 */
public final class Pool {
  private final Server server;
  private final Loop loop;
  private final Dialer dialer;
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
  private boolean retired;

  /** Somebody who wants a connection. */
  public interface Waiter {
    void connected(Connection connection);

    void notConnected(Failure failure);
  }

  Pool(Server server, Loop loop, Dialer dialer) {
    this.server = server;
    this.loop = loop;
    this.dialer = dialer;
  }

  Loop loop() {
    return loop;
  }

  Server server() {
    return server;
  }

  /** Gives a connection now or later; {@code fresh} asks for one that was never used. */
  public void acquire(Waiter waiter, boolean fresh) {
    Connection ready = fresh ? null : idle.pollLast();
    if (ready != null) {
      ready.taken();
      waiter.connected(ready);
    } else if (server.mayOpen()) {
      open(waiter);
    } else if (fresh && !idle.isEmpty()) {
      // At the bound a fresh one takes the place of an idle one.
      idle.removeFirst().close();
      waiting.addFirst(waiter);
      if (!server.mayQueue(this)) {
        waiting.remove(waiter);
        waiter.notConnected(Failure.QUEUE_FULL);
      }
    } else if (server.mayQueue(this)) {
      waiting.addLast(waiter);
    } else {
      waiter.notConnected(Failure.QUEUE_FULL);
    }
  }

  /**
   * Takes a waiter out of the queue.
   *
   * @return whether it was there; otherwise a connection is being opened for it, or it has one
   */
  public boolean giveUp(Waiter waiter) {
    boolean waited = waiting.remove(waiter);
    if (waited) {
      server.leftQueue();
    }
    return waited;
  }

  private void open(Waiter waiter) {
    Connection connection = new Connection(this);
    dialer.dial(
        loop,
        connection::handler,
        (channel, failure) -> {
          if (channel != null) {
            connection.opened(channel);
            waiter.connected(connection);
          } else {
            server.closedOne();
            waiter.notConnected(Objects.requireNonNull(failure, "neither channel nor failure"));
          }
        });
  }

  /** The connection's exchange is over and it may carry another. */
  void giveBack(Connection connection) {
    Waiter next = waiting.pollFirst();
    if (next != null) {
      server.leftQueue();
      connection.taken();
      next.connected(connection);
    } else if (retired || server.isAwaited() || idle.size() >= server.bounds().idlePerLoop()) {
      // Awaited means on another loop, where only a connection of its own is of use.
      connection.close();
    } else {
      idle.addLast(connection);
      connection.idle(server.bounds().idleTimeout());
    }
  }

  /** The connection is gone. */
  void closed(Connection connection) {
    idle.remove(connection);
    server.closedOne();
  }

  /** A place has become free, on whatever loop. Thread-safe. */
  void wake() {
    loop.executor()
        .execute(() -> {
          Waiter next = waiting.pollFirst();
          if (next == null) {
            // Whoever waited here has gone; another loop may still have somebody.
            server.wakeNext();
            return;
          }
          server.leftQueue();
          acquire(next, false);
        });
  }

  /** Connections that wait for a request: on another thread about as many as that. */
  int idle() {
    return idle.size();
  }

  /** Thread-safe. */
  void retire() {
    loop.executor()
        .execute(() -> {
          retired = true;
          Connection connection;
          while ((connection = pollIdle()) != null) {
            connection.close();
          }
        });
  }

  private @Nullable Connection pollIdle() {
    return idle.pollFirst();
  }
}
