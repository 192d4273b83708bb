package dev.handoff.gateway.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * An app that answers what a test wrote down and remembers what it was asked, octet by octet.
 *
 * <p>It is as forgiving as apps are (a bare LF ends a line, the last Content-Length counts):
 * whatever a front lets through that could be read as a second request *is* read as one, and shows
 * in {@link #requests}.
 */
public final class ScriptedApp implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final SocketAddress address;
  private final Map<String, Function<ReceivedRequest, Answer>> byTarget = new HashMap<>();
  private final Map<String, Answer> atHead = new HashMap<>();
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private final List<AppConnection> connections = new CopyOnWriteArrayList<>();
  private volatile Function<ReceivedRequest, Answer> otherwise =
      _ -> Answer.text(404, "nothing was scripted for this");

  private ScriptedApp(ServerSocketChannel listener) throws IOException {
    this.listener = listener;
    this.address = listener.getLocalAddress();
    Thread.ofVirtual().name("scripted-app").start(this::accept);
  }

  /** On a free port of the loopback address. */
  public static ScriptedApp tcp() {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      return new ScriptedApp(
          ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0), 1024));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On a Unix socket. */
  public static ScriptedApp unix(Path socket) {
    try {
      return new ScriptedApp(
          ServerSocketChannel.open(StandardProtocolFamily.UNIX)
              .bind(UnixDomainSocketAddress.of(socket), 1024));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public SocketAddress address() {
    return address;
  }

  public int port() {
    return ((InetSocketAddress) address).getPort();
  }

  /** The answer to every target that has none of its own. */
  public ScriptedApp always(Answer answer) {
    otherwise = _ -> answer;
    return this;
  }

  /** The answer to every target that has none of its own, by request. */
  public ScriptedApp always(Function<ReceivedRequest, Answer> script) {
    otherwise = script;
    return this;
  }

  /** The answer to exactly this target (octets as Latin-1). */
  public ScriptedApp on(String target, Answer answer) {
    return on(target, _ -> answer);
  }

  /** The answer to exactly this target, by request. */
  public synchronized ScriptedApp on(String target, Function<ReceivedRequest, Answer> script) {
    byTarget.put(target, script);
    return this;
  }

  /** The answer to this target that begins before the request body is read. */
  public synchronized ScriptedApp atHead(String target, Answer answer) {
    atHead.put(target, answer);
    return this;
  }

  /** Drops scripts and memory; connections stay. */
  public synchronized ScriptedApp forget() {
    byTarget.clear();
    atHead.clear();
    requests.clear();
    otherwise = _ -> Answer.text(404, "nothing was scripted for this");
    return this;
  }

  synchronized Answer answer(ReceivedRequest request) {
    return byTarget.getOrDefault(request.target(), otherwise).apply(request);
  }

  synchronized Optional<Answer> answerAtHead(ReceivedRequest request) {
    return Optional.ofNullable(atHead.get(request.target()));
  }

  /** Every request whose head was read, in order, since the last {@link #forget}. */
  public List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /** The only request; fails when there were none or more. */
  public ReceivedRequest onlyRequest() {
    if (requests.size() != 1) {
      throw new AssertionError("one request expected, got " + requests);
    }
    return requests.getFirst();
  }

  /** Waits until that many requests have come in. */
  public List<ReceivedRequest> awaitRequests(int count) {
    Within.patience(count + " requests at the app", () -> requests.size() >= count);
    return requests();
  }

  /** Connections accepted since the start. */
  public int connections() {
    return connections.size();
  }

  /** Connections whose other side has not ended them. */
  public int openConnections() {
    return (int) connections.stream().filter(AppConnection::isOpen).count();
  }

  /** Whether that connection, counted from 0, was not ended yet. */
  public boolean isOpen(int connection) {
    return connections.get(connection).isOpen();
  }

  /** All octets that came over one connection, counted from 0. */
  public byte[] octets(int connection) {
    return connections.get(connection).received();
  }

  void record(ReceivedRequest request) {
    requests.add(request);
  }

  synchronized void complete(ReceivedRequest head, ReceivedRequest whole) {
    int at = requests.indexOf(head);
    if (at >= 0) {
      requests.set(at, whole);
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = listener.accept();
        AppConnection connection = new AppConnection(this, connections.size(), channel);
        connections.add(connection);
        Thread.ofVirtual().name("scripted-app-connection").start(connection);
      }
    } catch (IOException e) {
      // The listener was closed: that is how the app stops.
    }
  }

  /** Ends the listener and every connection, also those that hang. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new ArrayList<>(connections).forEach(AppConnection::end);
  }
}
