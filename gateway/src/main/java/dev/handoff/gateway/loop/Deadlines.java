package dev.handoff.gateway.loop;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Deadlines of everything on one loop, looked at four times a second.
 *
 * <p>A timer per request would cost an allocation and a heap operation each; here a deadline is a
 * field that is overwritten, and lateness of up to a quarter of a second hurts nobody.
 */
public final class Deadlines {
  private static final long SWEEP_MILLIS = 250;

  private final List<Timed> watched = new ArrayList<>();

  /** Something with a deadline. Calls come on the loop's thread. */
  public abstract static class Timed {
    private int index = -1;
    private long deadlineNanos = Long.MAX_VALUE;

    /** Sets the deadline; {@link Deadlines#NEVER} for none. */
    protected final void expireIn(long nanos) {
      deadlineNanos = nanos == NEVER ? Long.MAX_VALUE : System.nanoTime() + nanos;
    }

    /** The deadline has passed; it does not fire again until it is set again. */
    protected abstract void expired();
  }

  /** No deadline. */
  public static final long NEVER = Long.MAX_VALUE;

  Deadlines(EventLoop executor) {
    executor.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  public void watch(Timed timed) {
    if (timed.index < 0) {
      timed.index = watched.size();
      watched.add(timed);
    }
  }

  public void forget(Timed timed) {
    int index = timed.index;
    if (index < 0) {
      return;
    }
    Timed last = watched.removeLast();
    if (last.index != index) {
      watched.set(index, last);
      last.index = index;
    }
    timed.index = -1;
  }

  private void sweep() {
    long now = System.nanoTime();
    // Backwards, because an expired one usually leaves and the last takes its place.
    for (int i = watched.size() - 1; i >= 0; i--) {
      if (i >= watched.size()) {
        continue;
      }
      Timed timed = watched.get(i);
      if (timed.deadlineNanos != Long.MAX_VALUE && timed.deadlineNanos - now <= 0) {
        timed.deadlineNanos = Long.MAX_VALUE;
        timed.expired();
      }
    }
  }
}
