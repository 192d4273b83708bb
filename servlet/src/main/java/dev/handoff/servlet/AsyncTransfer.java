package dev.handoff.servlet;

import dev.handoff.servlet.Transfer.SourceFailed;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends whenever the container can take more; in between it occupies no thread. The container calls
 * from one thread at a time, the timer from another: the lock orders them.
 */
final class AsyncTransfer implements WriteListener, AsyncListener {
  private final Transfer transfer;
  private final AsyncContext async;
  private final ServletOutputStream out;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final long mostStillNanos;
  private long lastProgress;
  private boolean finished;
  private boolean waiting;
  private boolean reading;
  private @Nullable SourceFailed failure;
  private @Nullable ScheduledFuture<?> watch;
  private @Nullable ScheduledFuture<?> pause;

  private AsyncTransfer(Transfer transfer, AsyncContext async, ServletOutputStream out) {
    this.transfer = transfer;
    this.async = async;
    this.out = out;
    this.mostStillNanos = transfer.sender.noProgress.toNanos();
  }

  /**
   * Takes over the answer.
   *
   * @param async started
   * @throws IOException if the container has no stream for it
   */
  static CompletionStage<Outcome> start(Transfer transfer, AsyncContext async) throws IOException {
    AsyncTransfer running = new AsyncTransfer(transfer, async, transfer.response.getOutputStream());
    running.lastProgress = transfer.sender.nanoTime.getAsLong();
    async.addListener(running);
    running.watchAgain(running.mostStillNanos);
    running.out.setWriteListener(running);
    return running.outcome;
  }

  @Override
  public void onWritePossible() throws IOException {
    lock.lock();
    try {
      if (!finished && !reading) {
        pump();
      }
    } catch (SourceFailed e) {
      Sender.LOG.log(Level.WARNING, e.getMessage());
      finish(transfer.broken(Outcome.Cause.SOURCE_FAILED));
      if (!Connections.cut(transfer.response)) {
        // Tomcat closes the connection for what a listener throws; Jetty would end it cleanly.
        throw new IOException(e.getMessage(), e);
      }
      complete();
    } catch (IOException | IllegalStateException clientLeft) {
      finish(transfer.broken(Outcome.Cause.CLIENT_LEFT));
      complete();
    } finally {
      lock.unlock();
    }
  }

  private void pump() throws IOException, SourceFailed {
    waiting = false;
    while (out.isReady()) {
      lastProgress = transfer.sender.nanoTime.getAsLong();
      if (failure != null) {
        throw failure;
      }
      if (transfer.fillWaits()) {
        fetch();
        return;
      }
      if (!transfer.fill()) {
        // Ready once more after the last write: the container holds nothing back.
        finish(transfer.done());
        complete();
        return;
      }
      long delay = transfer.delay();
      if (delay > 0) {
        waiting = true;
        pause = transfer.sender.timer.schedule(this::resume, delay, TimeUnit.NANOSECONDS);
        return;
      }
      transfer.write();
      if (transfer.isFlushed() && out.isReady()) {
        out.flush();
      }
    }
  }

  /** Waits for the source on a thread of ours; nobody else touches the transfer meanwhile. */
  private void fetch() {
    reading = true;
    waiting = true;
    transfer.sender.readers.execute(() -> {
      @Nullable SourceFailed failed = null;
      try {
        transfer.fill();
      } catch (SourceFailed e) {
        failed = e;
      }
      lock.lock();
      try {
        reading = false;
        failure = failed;
        if (finished) {
          return;
        }
      } finally {
        lock.unlock();
      }
      resume();
    });
  }

  /** Goes on where a limit made it wait: on a thread of the container, not on the timer. */
  private void resume() {
    try {
      async.start(() -> {
        try {
          onWritePossible();
        } catch (IOException notCutYet) {
          // Over at once, as above: here nobody hears what is thrown.
          async.setTimeout(1);
        }
      });
    } catch (IllegalStateException | RejectedExecutionException over) {
      Sender.LOG.log(Level.DEBUG, "A transfer ended while it waited", over);
    }
  }

  private void watchAgain(long nanos) {
    watch = transfer.sender.timer.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
  }

  private void look() {
    // Held: it is being written to at this moment.
    if (!lock.tryLock()) {
      watchAgain(mostStillNanos);
      return;
    }
    try {
      if (finished) {
        return;
      }
      long still = transfer.sender.nanoTime.getAsLong() - lastProgress;
      if (waiting || still < mostStillNanos) {
        watchAgain(waiting ? mostStillNanos : mostStillNanos - still);
        return;
      }
      finish(transfer.broken(Outcome.Cause.STALLED));
      if (Connections.cut(transfer.response)) {
        complete();
      } else {
        // Over at once: Tomcat then closes on a thread of its own, where completing would make it
        // wait for the client once more.
        async.setTimeout(1);
      }
    } finally {
      lock.unlock();
    }
  }

  private void finish(Outcome how) {
    finished = true;
    cancel(watch);
    cancel(pause);
    outcome.complete(how);
  }

  private static void cancel(@Nullable ScheduledFuture<?> pending) {
    if (pending != null) {
      pending.cancel(false);
    }
  }

  private void complete() {
    try {
      async.complete();
    } catch (IllegalStateException alreadyOver) {
      Sender.LOG.log(Level.DEBUG, "The container was faster", alreadyOver);
    }
  }

  private void left() {
    lock.lock();
    try {
      if (!finished) {
        finish(transfer.broken(Outcome.Cause.CLIENT_LEFT));
        complete();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onError(Throwable failure) {
    left();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    left();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    left();
  }

  @Override
  public void onError(AsyncEvent event) {
    left();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
