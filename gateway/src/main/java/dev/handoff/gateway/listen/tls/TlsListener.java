package dev.handoff.gateway.listen.tls;

import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.config.HttpsListener;
import dev.handoff.gateway.config.certificates.UnusableCertificateException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.Mapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of one listener, as they are now.
 *
 * <p>{@link #handler} is for loops, which use what they find in the task that found it: contexts
 * that were replaced are released once every loop has gone on. The rest blocks. Thread-safe.
 */
public final class TlsListener {
  private static final Logger LOG = LoggerFactory.getLogger(TlsListener.class);

  /** Many times what the longest of today's clients say first. */
  private static final int LONGEST_HELLO = 16 * 1024;

  private final ServerTls tls;
  private final Map<CertificateFiles, Refused> refused = new HashMap<>();
  private List<ServedCertificate> certificates;
  private int ticketKeys;
  private boolean closed;
  private volatile NamedContexts contexts;

  private TlsListener(ServerTls tls, List<ServedCertificate> certificates) {
    this.tls = tls;
    this.certificates = certificates;
    this.contexts = new NamedContexts(certificates);
  }

  static TlsListener open(HttpsListener config, ServerTls tls) throws IOException {
    List<ServedCertificate> read = new ArrayList<>();
    try {
      for (CertificateFiles files : config.certificates()) {
        read.add(ServedCertificate.read(files, tls));
      }
      return new TlsListener(tls, List.copyOf(read));
    } catch (UnusableCertificateException unusable) {
      tls.release(read.stream().map(ServedCertificate::context).toList());
      throw new IOException(unusable.getMessage(), unusable);
    }
  }

  /**
   * What a connection's octets go through from now on, to be placed first in its pipeline. It waits
   * for as long as the client likes: deadlines are the caller's.
   *
   * @param current the listener in force, also later, when the client has said a name
   */
  public static ChannelHandler handler(
      ByteBufAllocator allocator, Supplier<@Nullable TlsListener> current) {
    TlsListener now = current.get();
    return now != null && now.contexts.isSingle()
        ? engine(now.contexts.find(null), allocator)
        : new ByName(name -> {
          TlsListener then = current.get();
          if (then == null) {
            throw new IllegalStateException("this listener is no longer wanted");
          }
          return then.contexts.find(name);
        });
  }

  private static SslHandler engine(SslContext context, ByteBufAllocator allocator) {
    SslHandler handler = context.newHandler(allocator);
    handler.setHandshakeTimeoutMillis(0);
    return handler;
  }

  /** Waits for the client's first message, which says the name. */
  private static final class ByName extends SniHandler {
    ByName(Mapping<String, SslContext> contexts) {
      super(contexts, LONGEST_HELLO, 0);
    }

    @Override
    protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
      return engine(context, allocator);
    }
  }

  /**
   * Looks whether files were replaced, and takes what can be used. A pair that cannot is looked at
   * again before anything is said: both files are seldom replaced in the same instant.
   */
  public synchronized void check() {
    if (closed) {
      return;
    }
    int keys = tls.ticketKeys();
    if (keys != ticketKeys) {
      ticketKeys = keys;
      certificates.forEach(certificate -> tls.giveTickets(certificate.context()));
    }
    List<ServedCertificate> next = new ArrayList<>();
    List<SslContext> old = new ArrayList<>();
    for (ServedCertificate now : certificates) {
      Optional<ServedCertificate> fresh = replaced(now);
      next.add(fresh.orElse(now));
      if (fresh.isPresent()) {
        old.add(now.context());
      }
    }
    if (!old.isEmpty()) {
      certificates = List.copyOf(next);
      contexts = new NamedContexts(certificates);
      tls.release(old);
    }
  }

  private Optional<ServedCertificate> replaced(ServedCertificate now) {
    FileStamp stamp = FileStamp.of(now.files());
    if (stamp.equals(now.seen())) {
      refused.remove(now.files());
      return Optional.empty();
    }
    try {
      ServedCertificate fresh = ServedCertificate.read(now.files(), tls);
      refused.remove(now.files());
      LOG.info("{} was replaced; new connections get it", now.files().certificate());
      return Optional.of(fresh);
    } catch (UnusableCertificateException | IOException unusable) {
      Refused before = refused.get(now.files());
      boolean again = before != null && before.stamp().equals(stamp);
      boolean told = before != null && before.told();
      if (again && !told) {
        LOG.warn("the certificate in force stays: {}", unusable.getMessage());
      }
      refused.put(now.files(), new Refused(stamp, again));
      return Optional.empty();
    }
  }

  /** Files that cannot be used, and whether the log says so. */
  private record Refused(FileStamp stamp, boolean told) {}

  /** New connections no longer come here; those there are go on. */
  public synchronized void close() {
    if (!closed) {
      closed = true;
      tls.release(certificates.stream().map(ServedCertificate::context).toList());
    }
  }
}
