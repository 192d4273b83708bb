package dev.handoff.gateway.loop;

import io.netty.channel.EventLoop;

/** The state of one event loop. Confined to that loop's thread. */
public final class Loop {
  private final int index;
  private final EventLoop executor;
  private final DateField date = new DateField();
  private final Deadlines deadlines;
  private final Heads heads = new Heads();

  /**
   * @param index of this loop among its siblings, from 0
   */
  public Loop(int index, EventLoop executor) {
    this.index = index;
    this.executor = executor;
    this.deadlines = new Deadlines(executor);
  }

  public int index() {
    return index;
  }

  public EventLoop executor() {
    return executor;
  }

  /** The Date of answers made now. */
  public DateField date() {
    return date;
  }

  public Deadlines deadlines() {
    return deadlines;
  }

  public Heads heads() {
    return heads;
  }
}
