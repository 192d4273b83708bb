package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A client, a gateway with a cache, an app that hands off, and a store with one object. What a
 * client asks for below {@code /} is handed off to {@code /_store/}, and asked of the store below
 * {@code /bucket/}.
 */
final class CacheRig implements AutoCloseable {
  static final int SLICE = 4096;

  final ScriptedApp app = ScriptedApp.tcp();
  final ScriptedApp store = ScriptedApp.tcp();
  final Bucket bucket;
  final RemoteCache config;
  GatewayUnderTest gateway;
  private boolean running;
  private List<String> said = List.of();

  CacheRig(Path dir, Bucket bucket) {
    this(cache(dir), bucket);
  }

  CacheRig(RemoteCache config, Bucket bucket) {
    this.config = config;
    this.bucket = bucket;
    store.always(bucket);
    app.always(request -> handOff(request, said));
    start();
  }

  static RemoteCache cache(Path dir) {
    return new RemoteCache(
        dir.resolve("kept"),
        64L * 1024 * 1024,
        SLICE,
        Duration.ofDays(7),
        Duration.ZERO,
        RemoteCache.SIGNING);
  }

  static RemoteCache fresh(RemoteCache cache, Duration fresh) {
    return new RemoteCache(
        cache.dir(), cache.size(), cache.slice(), cache.unused(), fresh, cache.ignoreQuery());
  }

  static RemoteCache sized(RemoteCache cache, long size) {
    return new RemoteCache(
        cache.dir(), size, cache.slice(), cache.unused(), cache.fresh(), cache.ignoreQuery());
  }

  static RemoteCache sliced(RemoteCache cache, int slice) {
    return new RemoteCache(
        cache.dir(), cache.size(), slice, cache.unused(), cache.fresh(), cache.ignoreQuery());
  }

  void start() {
    gateway = GatewayUnderTest.start(setup(config));
    running = true;
  }

  Setup setup(RemoteCache cache) {
    return setup().remoteCache(cache);
  }

  /** Without a cache. */
  Setup setup() {
    return setup(app, store.port());
  }

  static Setup setup(ScriptedApp app, int store) {
    return new Setup()
        .app(app, "/", "/_store/")
        .http("/_store/", "http://127.0.0.1:" + store + "/bucket/");
  }

  /** An app that hands everything off. */
  static Answer handOff(ReceivedRequest request, List<String> said) {
    List<String> lines = new ArrayList<>(said);
    lines.add("X-Accel-Redirect: /_store" + request.target());
    return Answer.of(200, lines.toArray(String[]::new));
  }

  /** Stops the gateway, and waits for it. */
  void stop() {
    if (running) {
      running = false;
      gateway.stop().toCompletableFuture().join();
    }
  }

  void restart() {
    stop();
    start();
  }

  /** What the app says beside the target. */
  CacheRig says(String... lines) {
    said = List.of(lines);
    return this;
  }

  RawResponse get(String target, String... fields) {
    return send("GET", target, fields);
  }

  RawResponse send(String method, String target, String... fields) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send(request(method, target, fields));
      return method.equals("HEAD") ? client.receiveToHead() : client.receive();
    }
  }

  /** Takes the head of an answer, and nothing of what follows. */
  static void skipHead(RawClient client) {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      head.append((char) client.receiveOctets(1)[0]);
    }
  }

  static String request(String method, String target, String... fields) {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: a\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  @Override
  public void close() {
    stop();
    app.close();
    store.close();
  }
}
