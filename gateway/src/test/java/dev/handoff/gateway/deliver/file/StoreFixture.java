package dev.handoff.gateway.deliver.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.CacheConfig;
import dev.handoff.gateway.config.FileAccess;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A store with clocks that stand still until told, and a loop to be answered on. */
final class StoreFixture implements AutoCloseable {
  static final FileAccess ACCESS = new FileAccess(FileAccess.Symlinks.INSIDE, false);
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  final DefaultEventExecutor loop = new DefaultEventExecutor();
  final Workers workers;
  private final AtomicLong passed = new AtomicLong();
  private final Instant begin = Instant.now();
  private final FileStore files;

  StoreFixture(Platform platform) {
    this(platform, CacheConfig.DEFAULT);
  }

  StoreFixture(Platform platform, CacheConfig config) {
    this(platform, config, new Workers(2, 1_000));
  }

  StoreFixture(Platform platform, CacheConfig config, Workers workers) {
    this.workers = workers;
    this.files = new FileStore(config, platform, new Clocks(passed::get, this::now), workers);
  }

  private StoreFixture(CacheConfig config, Clocks clocks) {
    this.workers = new Workers(2, 1_000);
    this.files = new FileStore(config, Platform.probe(), clocks, workers);
  }

  /** A store whose time goes on, and for which every file has settled. */
  static StoreFixture ticking(CacheConfig config) {
    return new StoreFixture(
        config, new Clocks(System::nanoTime, () -> Instant.now().plusSeconds(10)));
  }

  /** A store on Linux's calls whose files have all settled. */
  static StoreFixture settled(CacheConfig config) {
    StoreFixture fixture = new StoreFixture(Platform.probe(), config);
    fixture.pass(Duration.ofSeconds(10));
    return fixture;
  }

  FileStore files() {
    return files;
  }

  Instant now() {
    return begin.plusNanos(passed.get());
  }

  void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  OpenResult open(ServedRoot root, byte[] name) throws Exception {
    CompletableFuture<OpenResult> result = new CompletableFuture<>();
    files.open(root, name, loop, result::complete);
    return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** The file, to be released. */
  ServedFile found(ServedRoot root, String name) throws Exception {
    return ((OpenResult.Found) open(root, octets(name))).file();
  }

  /** What the cache answers: the content from memory or file, or nothing. */
  Optional<String> cached(ServedRoot root, String name) throws IOException {
    ServedFile file = files.cached(root, octets(name));
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(content(file));
    } finally {
      file.release();
    }
  }

  DeleteResult delete(ServedRoot root, String name, ServedFile file) throws Exception {
    CompletableFuture<DeleteResult> result = new CompletableFuture<>();
    files.delete(root, octets(name), file, loop, result::complete);
    return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  static String content(ServedFile file) throws IOException {
    ByteBuffer content = ByteBuffer.allocate((int) file.size() + 1);
    while (content.hasRemaining() && file.channel().read(content, content.position()) > 0) {}
    return new String(content.array(), 0, content.position(), StandardCharsets.ISO_8859_1);
  }

  static byte[] octets(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** Descriptors of this process that lead below a folder. */
  static long descriptorsBelow(Path folder) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(descriptor -> leadsBelow(descriptor, folder)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean leadsBelow(Path descriptor, Path folder) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(folder);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  /** Until something another thread does has happened. */
  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("still not: " + what).isLessThan(end);
      LockSupport.parkNanos(200_000);
    }
  }

  @Override
  public void close() {
    files.close();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
