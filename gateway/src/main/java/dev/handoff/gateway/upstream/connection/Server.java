package dev.handoff.gateway.upstream.connection;

import dev.handoff.gateway.loop.Loop;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One server behind us, and a pool of connections to it on every loop.
 *
 * <p>Shared by all loops; each pool stays on its own. The bounds are common to all.
 */
public final class Server {
  private final String name;
  private final Bounds bounds;
  private final Pool[] pools;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger queued = new AtomicInteger();
  private final Queue<Pool> hungry = new ConcurrentLinkedQueue<>();

  /**
   * @param name for the log, such as {@code app shop}
   */
  public Server(String name, Bounds bounds, Dialer dialer, List<Loop> loops) {
    this.name = name;
    this.bounds = bounds;
    this.pools = new Pool[loops.size()];
    for (Loop loop : loops) {
      pools[loop.index()] = new Pool(this, loop, dialer);
    }
  }

  public String name() {
    return name;
  }

  Bounds bounds() {
    return bounds;
  }

  public Pool pool(Loop loop) {
    return pools[loop.index()];
  }

  /** Connections open or being opened, on all loops. */
  public int open() {
    return open.get();
  }

  /** Connections that wait for a request, on all loops; about as many on a busy server. */
  public int idle() {
    int idle = 0;
    for (Pool pool : pools) {
      idle += pool.idle();
    }
    return idle;
  }

  /** Requests that wait for a connection, on all loops. */
  public int queued() {
    return queued.get();
  }

  /** Closes idle connections now and busy ones once they are free. */
  public void retire() {
    for (Pool pool : pools) {
      pool.retire();
    }
  }

  /** Takes the right to one more connection. */
  boolean mayOpen() {
    int max = bounds.connections();
    int now = open.get();
    while (now < max) {
      if (open.compareAndSet(now, now + 1)) {
        return true;
      }
      now = open.get();
    }
    return false;
  }

  /** Gives a connection's right back, and to a loop that waits for one. */
  void closedOne() {
    open.decrementAndGet();
    wakeNext();
  }

  /** Has the next loop that waits for a connection try again. */
  void wakeNext() {
    Pool next = hungry.poll();
    if (next != null) {
      next.wake();
    }
  }

  /** Whether a request waits for a connection, on whatever loop. */
  boolean isAwaited() {
    return queued.get() > 0;
  }

  /** Takes a place in the queue for a connection. */
  boolean mayQueue(Pool pool) {
    if (queued.incrementAndGet() > bounds.queue()) {
      queued.decrementAndGet();
      return false;
    }
    hungry.add(pool);
    if (open.get() < bounds.connections()) {
      // A place became free between the look at it and now, and nobody was there to be told.
      wakeNext();
    }
    return true;
  }

  void leftQueue() {
    queued.decrementAndGet();
  }
}
