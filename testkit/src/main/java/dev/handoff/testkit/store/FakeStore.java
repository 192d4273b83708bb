package dev.handoff.testkit.store;

import dev.handoff.core.mediatype.FileTypes;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.testkit.exchange.Request;
import dev.handoff.testkit.listen.SmallServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A store of objects on a port of its own.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final FakeStore store = FakeStore.create();
 *
 * @Test
 * void aReportOfTheStore() {
 *   store.put("reports/7.pdf", pdf);
 *   app.sends(SendFile.remote(store.presigned("reports/7.pdf")));
 *   assertThatDelivery(url).hasBytes(pdf).resumes();
 * }
 * }</pre>
 *
 * <p>In a static field it runs for all tests of a class, else for each one, and is empty at the
 * beginning of each test; without JUnit, {@link #start} and {@link #close}. It answers GET and
 * HEAD, a single range, and conditions; a URL with a signature is checked to the letter, and for
 * GET alone, as S3 does. Its errors name the bucket, which a client must not see.
 */
public final class FakeStore
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AutoCloseable {
  private final Shelf shelf = new Shelf();
  private final List<Request> received = new CopyOnWriteArrayList<>();
  private @Nullable SmallServer server;
  private boolean forAll;

  private FakeStore() {}

  /** An empty one. */
  public static FakeStore create() {
    return new FakeStore();
  }

  /**
   * Stores an object, whose type follows from the end of its key.
   *
   * @param key not encoded, without a slash at its beginning
   * @return its URL, without a signature
   */
  public URI put(String key, byte[] bytes) {
    return put(key, bytes, FileTypes.of(key).toString());
  }

  /** The same with a type. */
  public URI put(String key, byte[] bytes, String type) {
    // Older than any test: what changed a moment ago has only weak validators.
    shelf.put(path(key), new StoredObject(bytes, type, Instant.now().minusSeconds(3600)));
    return uri(key);
  }

  /** Where it listens, without a path: what an app that asks it has to allow. */
  public URI uri() {
    return running().uri();
  }

  /** The URL of a key, whether something lies there or not. */
  public URI uri(String key) {
    return URI.create(running().uri() + path(key));
  }

  /** A URL that may be got for a while. */
  public URI presigned(String key, Duration lasting) {
    return URI.create(uri(key) + "?" + shelf.signature().sign(path(key), Instant.now(), lasting));
  }

  /** A URL that may be got for an hour. */
  public URI presigned(String key) {
    return presigned(key, Duration.ofHours(1));
  }

  /** A URL that could be got until a minute ago. */
  public URI expired(String key) {
    Instant begin = Instant.now().minusSeconds(120);
    String query = shelf.signature().sign(path(key), begin, Duration.ofSeconds(60));
    return URI.create(uri(key) + "?" + query);
  }

  /** From now on nothing is given without a signature. */
  public FakeStore onlySigned() {
    shelf.onlySigned();
    return this;
  }

  /** From now on a key fails so. */
  public FakeStore failing(String key, Failure failure) {
    shelf.fail(path(key), failure);
    return this;
  }

  /** What was asked, in order: a test sees which fields reached the store. */
  public List<Request> received() {
    return List.copyOf(received);
  }

  private static String path(String key) {
    if (key.isEmpty() || key.startsWith("/")) {
      throw new IllegalArgumentException("a key such as reports/7.pdf, got \"" + key + '"');
    }
    return '/' + PercentEncoding.encodePath(Octets.utf8(key));
  }

  /** Accepts from now on, until {@link #close}. Does nothing if it does already. */
  public FakeStore start() {
    if (server == null) {
      try {
        server =
            SmallServer.start(
                "fake store",
                request -> {
                  received.add(new Request(request.method(), request.target(), request.fields()));
                  return shelf.answer(request);
                });
      } catch (IOException e) {
        throw new UncheckedIOException("the fake store found no port", e);
      }
    }
    return this;
  }

  private SmallServer running() {
    SmallServer running = server;
    if (running == null) {
      throw new IllegalStateException(
          "the store is not running: put @RegisterExtension before its field, or call start()");
    }
    return running;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    forAll = true;
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    shelf.clear();
    received.clear();
    start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!forAll) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    forAll = false;
    close();
  }

  @Override
  public void close() {
    SmallServer running = server;
    server = null;
    if (running != null) {
      running.close();
    }
  }
}
