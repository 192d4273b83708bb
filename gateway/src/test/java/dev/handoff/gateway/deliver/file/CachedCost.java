package dev.handoff.gateway.deliver.file;

import com.sun.management.ThreadMXBean;
import dev.handoff.gateway.config.CacheConfig;
import dev.handoff.gateway.config.FileAccess;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Prints what one {@link FileStore#cached} costs; run it by hand. */
public final class CachedCost {
  private static final int CALLS = 2_000_000;

  private CachedCost() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("handoff-cost");
    byte[] name = "reports/2026/annual.pdf".getBytes(StandardCharsets.US_ASCII);
    Path file = folder.resolve("reports/2026/annual.pdf");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[100_000]);
    DefaultEventExecutor loop = new DefaultEventExecutor();
    try (FileStore store = FileStore.create(CacheConfig.DEFAULT);
        ServedRoot root = store.root(folder, new FileAccess(FileAccess.Symlinks.INSIDE, false))) {
      loop.submit(() -> measure(store, root, name, loop)).get();
    } finally {
      loop.shutdownGracefully().await();
    }
  }

  private static Void measure(
      FileStore store, ServedRoot root, byte[] name, DefaultEventExecutor loop) throws Exception {
    CompletableFuture<OpenResult> opened = new CompletableFuture<>();
    DefaultEventExecutor other = new DefaultEventExecutor();
    store.open(root, name, other, opened::complete);
    ((OpenResult.Found) opened.get()).file().release();
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int round = 0; round < 8; round++) {
      int misses = 0;
      long bytes = thread.getCurrentThreadAllocatedBytes();
      long begin = thread.getCurrentThreadCpuTime();
      for (int i = 0; i < CALLS; i++) {
        ServedFile found = store.cached(root, name);
        if (found == null) {
          misses++;
        } else {
          found.release();
        }
      }
      long nanos = thread.getCurrentThreadCpuTime() - begin;
      bytes = thread.getCurrentThreadAllocatedBytes() - bytes;
      System.out.printf(
          "%d ns of CPU and %.1f bytes per call, %d of %d missed%n",
          nanos / CALLS, (double) bytes / CALLS, misses, CALLS);
    }
    other.shutdownGracefully();
    return null;
  }
}
