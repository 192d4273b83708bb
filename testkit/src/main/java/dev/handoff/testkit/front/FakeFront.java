package dev.handoff.testkit.front;

import dev.handoff.core.front.Dialect;
import dev.handoff.core.front.FrontKey;
import dev.handoff.testkit.listen.SmallServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A front on a port of its own, before an app on another.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final FakeFront front = FakeFront.nginx().internal("/_files/", Path.of("/srv/files"));
 *
 * @Test
 * void resumes() {
 *   front.before(port);
 *   assertThatDelivery(front.uri("/download/1")).resumes();
 *   assertThat(front.delivered()).isNotEmpty();
 * }
 * }</pre>
 *
 * <p>In a static field it runs for all tests of a class, else for each one; without JUnit, {@link
 * #start} and {@link #close}. It tells the app what such a front tells, lets no field between app
 * and front pass from or to a client, and answers 404 for the inside of a location. Where a real
 * front would only be wrong (a target that no location has) it says what is wrong.
 *
 * <p>No front for use: one request for each connection, and an app's own answers are held in
 * memory. It does not hide conditions from the app, as our gateway does.
 */
public final class FakeFront
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AutoCloseable {
  private final Dialect dialect;
  private final Optional<FrontKey> key;
  private final List<Location> locations = new ArrayList<>();
  private final List<String> delivered = new CopyOnWriteArrayList<>();
  private @Nullable SmallServer server;
  private volatile @Nullable URI app;
  private boolean forAll;

  private FakeFront(Dialect dialect, Optional<FrontKey> key) {
    this.dialect = dialect;
    this.key = key;
  }

  /** Delivers {@code X-Accel-Redirect}, and keeps the six fields of the app that nginx keeps. */
  public static FakeFront nginx() {
    return new FakeFront(Dialect.NGINX, Optional.empty());
  }

  /** Delivers {@code X-Sendfile}. */
  public static FakeFront apache() {
    return new FakeFront(Dialect.APACHE, Optional.empty());
  }

  /** Delivers {@code X-Sendfile}, whose value it decodes. */
  public static FakeFront lighttpd() {
    return new FakeFront(Dialect.LIGHTTPD, Optional.empty());
  }

  /** Delivers {@code X-Accel-Redirect}, and keeps what the app said. */
  public static FakeFront caddy() {
    return new FakeFront(Dialect.CADDY, Optional.empty());
  }

  /** Our gateway: either field, and a proof in each request, which {@code Front.auto} believes. */
  public static FakeFront handoff(FrontKey key) {
    return new FakeFront(Dialect.HANDOFF, Optional.of(key));
  }

  /**
   * What the app may hand off.
   *
   * @param location begins and ends with a slash
   * @param folder absolute
   * @return this
   */
  public FakeFront internal(String location, Path folder) {
    if (!location.startsWith("/") || !location.endsWith("/") || location.length() < 3) {
      throw new IllegalArgumentException(
          "a location begins and ends with a slash, such as /_files/; got " + location);
    }
    if (!folder.isAbsolute()) {
      throw new IllegalArgumentException("an absolute folder, got " + folder);
    }
    if (server != null) {
      throw new IllegalStateException("the front runs already; say internal before");
    }
    locations.add(new Location(location, folder));
    return this;
  }

  /** The app listens there, on 127.0.0.1; may be said again for another one. */
  public FakeFront before(int port) {
    return before(URI.create("http://127.0.0.1:" + port));
  }

  /** The app is there. */
  public FakeFront before(URI origin) {
    app = origin;
    return this;
  }

  /** Accepts from now on, until {@link #close}. Does nothing if it does already. */
  public FakeFront start() {
    if (server == null) {
      for (Location location : locations) {
        if (!Files.isDirectory(location.folder())) {
          throw new IllegalStateException(location + ": there is no such folder");
        }
      }
      Conversation conversation =
          new Conversation(dialect, key, List.copyOf(locations), delivered::add);
      try {
        server = SmallServer.start("fake front", request -> conversation.answer(request, app()));
      } catch (IOException e) {
        throw new UncheckedIOException("the fake front found no port", e);
      }
    }
    return this;
  }

  private URI app() {
    URI known = app;
    if (known == null) {
      throw new IllegalStateException("the front stands before nothing: say before(port) first");
    }
    return known;
  }

  /** Where it listens. */
  public URI uri() {
    SmallServer running = server;
    if (running == null) {
      throw new IllegalStateException(
          "the front is not running: put @RegisterExtension before its field, or call start()");
    }
    return running.uri();
  }

  /**
   * A URL of it.
   *
   * @param target path and query, percent-encoded
   */
  public URI uri(String target) {
    app();
    return URI.create(uri() + target);
  }

  /** What was delivered so far, as the app named it: a test knows that no byte was the app's. */
  public List<String> delivered() {
    return List.copyOf(delivered);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    forAll = true;
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    delivered.clear();
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
