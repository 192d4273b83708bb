package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.gateway.deliver.store.StoreFailure;
import dev.handoff.gateway.deliver.store.StoredObjects;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.loop.Loop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A delivery that waits for its object. Told once, on the loop of its exchange. */
final class Arrival implements Exchange.ClientWatch {
  private final StoredObjects.Question question;
  private final StoredObjects.Opened opened;
  private final CacheKey key;
  private final Disk disk;
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile boolean gone;
  private volatile boolean tried;
  private volatile Runnable whenGone = () -> {};

  /** Takes over one {@linkplain Disk#enter use} of the disk. */
  Arrival(StoredObjects.Question question, StoredObjects.Opened opened, CacheKey key, Disk disk) {
    this.question = question;
    this.opened = opened;
    this.key = key;
    this.disk = disk;
  }

  StoredObjects.Question question() {
    return question;
  }

  StoredObjects.Opened opened() {
    return opened;
  }

  CacheKey key() {
    return key;
  }

  Loop loop() {
    return question.exchange().loop();
  }

  /** Whether the client has left. */
  boolean isGone() {
    return gone;
  }

  /** True once: another one's question failed, its own may not. */
  boolean mayTryAgain() {
    boolean first = !tried && !gone;
    tried = true;
    return first;
  }

  /** Who is to know that the client leaves. */
  void whenGone(Runnable told) {
    whenGone = told;
  }

  /** Runs a task on the loop, now if that is here. */
  void run(Runnable task) {
    if (loop().executor().inEventLoop()) {
      task.run();
      return;
    }
    try {
      loop().executor().execute(task);
    } catch (RejectedExecutionException stopped) {
      // Everything of that loop is gone.
      clientGone();
    }
  }

  /** Runs a task on the loop, unless the client has left by then. */
  void onLoop(Runnable task) {
    run(() -> {
      if (!gone && !question.exchange().isOver()) {
        task.run();
      }
    });
  }

  /** Gives it the object, or closes that. */
  void found(CachedObject object) {
    run(() -> {
      boolean late = gone || question.exchange().isOver();
      settle();
      if (late) {
        object.close();
      } else {
        question.exchange().record().step("cache", object.text());
        opened.found(object);
      }
    });
  }

  void missing(String reason) {
    onLoop(() -> {
      settle();
      opened.missing(reason);
    });
  }

  void failed(StoreFailure failure) {
    onLoop(() -> {
      settle();
      opened.failed(failure);
    });
  }

  /** Lets go of the disk: it is told what there is to tell, or somebody else tells it. */
  void settle() {
    if (settled.compareAndSet(false, true)) {
      disk.leave();
    }
  }

  @Override
  public void clientGone() {
    gone = true;
    settle();
    whenGone.run();
  }
}
