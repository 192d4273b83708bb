package dev.handoff.gateway.loop;

import java.time.Duration;

/** A deadline that runs a task. Confined to its loop. */
public final class Alarm extends Deadlines.Timed {
  private final Runnable task;

  public Alarm(Runnable task) {
    this.task = task;
  }

  public void set(Duration within) {
    expireIn(within.toNanos());
  }

  public void clear() {
    expireIn(Deadlines.NEVER);
  }

  @Override
  protected void expired() {
    task.run();
  }
}
