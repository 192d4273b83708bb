package dev.handoff.servlet;

import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.Source;
import dev.handoff.files.LocalFiles;
import dev.handoff.files.OpenFile;
import dev.handoff.files.sending.OpenSource;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What all transfers of one {@link Handoff} share. Shareable between threads. */
final class Sender {
  static final Logger LOG = System.getLogger("dev.handoff.servlet");

  final LocalFiles files;
  final boolean bounded;
  final Duration noProgress;
  final LongSupplier nanoTime = System::nanoTime;
  final Buffers buffers = new Buffers();
  final Warnings warnings = new Warnings();
  final ScheduledThreadPoolExecutor timer;

  /**
   * Reads what others bring. As many threads as files that are read at once at most; none for a
   * client that is slow.
   */
  final ThreadPoolExecutor readers;

  Sender(LocalFiles files, boolean bounded, Duration noProgress) {
    this.files = files;
    this.bounded = bounded;
    this.noProgress = noProgress;
    this.readers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> thread(work, "handoff-remote"));
    this.timer = new ScheduledThreadPoolExecutor(1, work -> thread(work, "handoff-timer"));
    // Without transfers there is no thread, so nothing keeps a withdrawn app in memory.
    timer.setKeepAliveTime(1, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  void delete(SendFile file, OpenSource source) {
    Optional<OpenFile> opened = source.file();
    if (opened.isPresent() && file.source() instanceof Source.OnDisk disk) {
      files
          .delete(disk.file(), opened.get())
          .ifPresent(why -> LOG.log(Level.WARNING, "A sent file was not deleted: " + why));
    }
  }

  void close(OpenSource source) {
    try {
      source.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A source failed when it was closed", e);
    }
  }
}
