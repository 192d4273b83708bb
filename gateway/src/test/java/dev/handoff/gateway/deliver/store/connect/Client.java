package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.core.fields.Field;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.names.NameResolver;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.loop.Transport;
import dev.handoff.gateway.wire.Within;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A real client on real loops, with names that the test makes up. */
final class Client implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group;
  private final List<Loop> loops = new ArrayList<>();
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final Names names = new Names();
  private final HttpStoreClient client;

  Client() {
    this(1);
  }

  Client(int threads) {
    this(threads, false);
  }

  /**
   * @param jdkOnly leaves BoringSSL alone
   */
  Client(int threads, boolean jdkOnly) {
    Transport transport = Transport.best();
    group = new MultiThreadIoEventLoopGroup(threads, transport.ioHandler());
    for (EventExecutor executor : group) {
      loops.add(new Loop(loops.size(), (EventLoop) executor));
    }
    client = new HttpStoreClient(transport, loops, names, new TlsContexts(blocking, jdkOnly));
  }

  /** Names and the addresses a test gives them; a name may have other addresses the next time. */
  static final class Names implements NameResolver {
    private final Map<String, List<List<InetAddress>>> answers = new ConcurrentHashMap<>();

    /** Each answer is given once, the last again and again. */
    @SafeVarargs
    final void put(String name, List<String>... turns) {
      answers.put(
          name,
          new ArrayList<>(
              Arrays.stream(turns)
                  .map(turn -> turn.stream().map(InetAddress::ofLiteral).toList())
                  .toList()));
    }

    @Override
    public void resolve(
        Loop loop, String name, StoreAccess.Family family, Consumer<Resolution> told) {
      List<List<InetAddress>> turns = answers.get(name);
      if (turns == null) {
        told.accept(new Resolution.Failed("the name is unknown", false));
      } else {
        told.accept(
            new Resolution.Found(turns.size() > 1 ? turns.removeFirst() : turns.getFirst()));
      }
    }
  }

  @SafeVarargs
  final Client name(String name, List<String>... turns) {
    names.put(name, turns);
    return this;
  }

  /** One request, to its end. */
  Heard get(StoreTarget target, Field... fields) {
    Heard heard = new Heard();
    start(0, target, heard, fields);
    return heard.await();
  }

  /** One request that goes on by itself. */
  StoreClient.Call start(int loop, StoreTarget target, Heard heard, Field... fields) {
    Loop on = loops.get(loop);
    CompletableFuture<StoreClient.Call> call = new CompletableFuture<>();
    on.executor().execute(() -> call.complete(client.get(on, target, List.of(fields), heard)));
    return call.orTimeout(Within.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Does something on a loop and waits for it. */
  void on(int loop, Runnable task) {
    CompletableFuture.runAsync(task, loops.get(loop).executor())
        .orTimeout(Within.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  Names names() {
    return names;
  }

  HttpStoreClient client() {
    return client;
  }

  /** The defaults with short times. */
  static StoreAccess access(Duration connect, Duration answer) {
    StoreAccess usual = StoreAccess.DEFAULT;
    return new StoreAccess(
        usual.privateAddresses(),
        usual.family(),
        usual.send(),
        usual.receive(),
        usual.authorities(),
        connect,
        answer,
        usual.idleTimeout(),
        usual.idlePerLoop(),
        usual.maxConnections());
  }

  Loop loop(int index) {
    return loops.get(index);
  }

  static StoreAccess bounded(int connections, int idle) {
    return bounded(StoreAccess.DEFAULT, connections, idle);
  }

  static StoreAccess bounded(StoreAccess usual, int connections, int idle) {
    return new StoreAccess(
        usual.privateAddresses(),
        usual.family(),
        usual.send(),
        usual.receive(),
        usual.authorities(),
        usual.connectTimeout(),
        usual.timeout(),
        usual.idleTimeout(),
        idle,
        connections);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    blocking.shutdownNow();
  }
}
