package dev.handoff.gateway.deliver.store.names;

import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.loop.Transport;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Names as this machine finds them: its hosts file first, then the servers of its {@code
 * resolv.conf}, search domains and {@code ndots} included. Shared by all loops.
 *
 * <p>How long answers are kept: {@link DnsClients}. Both files are looked at again, off the loops,
 * when somebody asks and {@link #RECHECK} has passed. While no server can be asked, addresses that
 * were found up to {@link #STALE} ago are used (RFC 8767); a name that is gone is gone.
 */
public final class SystemNames implements NameResolver {
  private static final Duration RECHECK = Duration.ofSeconds(5);
  private static final Duration STALE = Duration.ofHours(1);

  /** How long old addresses are used before a server that failed is asked again. */
  private static final Duration SPARED = Duration.ofSeconds(10);

  /** Names whose addresses are remembered for bad times. */
  private static final int REMEMBERED = 1024;

  private static final int DNS_PORT = 53;

  private final Transport transport;
  private final Executor blocking;
  private final Path hosts;
  private final Path conf;
  private final int port;
  private final long recheckNanos;
  private final AtomicLong checkedNanos = new AtomicLong();
  private final ConcurrentHashMap<Question, Remembered> remembered = new ConcurrentHashMap<>();
  private volatile @Nullable Source source;

  private record Source(NameFiles files, DnsClients dns) {}

  private record Question(String name, StoreAccess.Family family) {}

  /**
   * @param sparedNanos no server is asked before
   */
  private record Remembered(List<InetAddress> addresses, long foundNanos, long sparedNanos) {}

  /**
   * @param blocking reads the files
   */
  public SystemNames(Transport transport, Executor blocking) {
    this(
        transport, blocking, Path.of("/etc/hosts"), Path.of("/etc/resolv.conf"), DNS_PORT, RECHECK);
  }

  SystemNames(
      Transport transport, Executor blocking, Path hosts, Path conf, int port, Duration recheck) {
    this.transport = transport;
    this.blocking = blocking;
    this.hosts = hosts;
    this.conf = conf;
    this.port = port;
    this.recheckNanos = recheck.toNanos();
  }

  @Override
  public void resolve(
      Loop loop, String name, StoreAccess.Family family, Consumer<Resolution> told) {
    Source known = source;
    if (known == null) {
      blocking.execute(() -> {
        Source read = first();
        loop.executor().execute(() -> resolve(read, loop, new Question(name, family), told));
      });
    } else {
      recheck(known);
      resolve(known, loop, new Question(name, family), told);
    }
  }

  private void resolve(Source from, Loop loop, Question question, Consumer<Resolution> told) {
    String name = question.name();
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    List<InetAddress> listed = from.files().addresses(plain, question.family());
    if (!listed.isEmpty()) {
      told.accept(new Resolution.Found(listed));
      return;
    }
    Remembered before = remembered.get(question);
    if (before != null && before.sparedNanos() - System.nanoTime() > 0) {
      told.accept(new Resolution.Found(before.addresses()));
      return;
    }
    from.dns().ask(loop, name, question.family(), asked -> told.accept(outcome(question, asked)));
  }

  private Resolution outcome(Question question, Future<List<InetAddress>> asked) {
    long now = System.nanoTime();
    if (asked.isSuccess()) {
      List<InetAddress> addresses = List.copyOf(asked.getNow());
      if (remembered.size() >= REMEMBERED) {
        remembered.values().removeIf(each -> now - each.foundNanos() > STALE.toNanos() / 2);
      }
      if (remembered.size() < REMEMBERED) {
        remembered.put(question, new Remembered(addresses, now, now));
      }
      return new Resolution.Found(addresses);
    }
    Throwable why = asked.cause();
    boolean silent = DnsNameResolver.isTransportOrTimeoutError(why);
    boolean known = !silent && !isServersFault(why.getCause());
    Remembered before = remembered.get(question);
    if (known || before == null || now - before.foundNanos() > STALE.toNanos()) {
      remembered.remove(question);
      return new Resolution.Failed(
          silent
              ? "no name server answered"
              : known ? "the name is unknown" : "the name server failed",
          silent);
    }
    remembered.put(
        question, new Remembered(before.addresses(), before.foundNanos(), now + SPARED.toNanos()));
    return new Resolution.Found(before.addresses());
  }

  private static boolean isServersFault(@Nullable Throwable cause) {
    return cause instanceof DnsErrorCauseException error
        && !error.getCode().equals(DnsResponseCode.NXDOMAIN);
  }

  // --- the files

  private synchronized Source first() {
    Source known = source;
    return known == null ? read() : known;
  }

  private Source read() {
    NameFiles files = new NameFiles(hosts, conf);
    Source read = new Source(files, new DnsClients(transport, files.conf(), port));
    checkedNanos.set(System.nanoTime());
    source = read;
    return read;
  }

  private void recheck(Source known) {
    long checked = checkedNanos.get();
    long now = System.nanoTime();
    if (now - checked > recheckNanos && checkedNanos.compareAndSet(checked, now)) {
      blocking.execute(() -> replace(known));
    }
  }

  private synchronized void replace(Source known) {
    if (!known.files().areCurrent()) {
      read();
      known.dns().close();
    }
  }
}
