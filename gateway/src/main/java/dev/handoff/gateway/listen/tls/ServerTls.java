package dev.handoff.gateway.listen.tls;

import dev.handoff.gateway.config.HttpsListener;
import dev.handoff.gateway.config.certificates.Identity;
import dev.handoff.gateway.loop.Loop;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes TLS contexts for listeners: TLS 1.2 and 1.3, ciphers that all browsers of the last ten
 * years have (Mozilla's "intermediate"), sessions resumed by tickets.
 *
 * <p>Outlives configurations, so that sessions do too. Thread-safe; blocks.
 */
public final class ServerTls {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /** Shorter than three keys of {@link TicketKeys} live. */
  private static final long SESSION_SECONDS = 24L * 60 * 60;

  private final List<Loop> loops;
  private final boolean jdkOnly;
  private final ApplicationProtocolConfig protocols;
  private final TicketKeys tickets = new TicketKeys();

  /**
   * @param protocols offered by ALPN, the best first
   * @param jdkOnly leaves BoringSSL alone
   */
  public ServerTls(List<Loop> loops, List<String> protocols, boolean jdkOnly) {
    this.loops = List.copyOf(loops);
    this.jdkOnly = jdkOnly;
    this.protocols =
        new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            protocols);
  }

  /**
   * Reads the certificates of a listener.
   *
   * @throws IOException says which file cannot be used, why, and what to do
   */
  public TlsListener open(HttpsListener config) throws IOException {
    return TlsListener.open(config, this);
  }

  SslContext context(Identity identity) throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forServer(identity.key(), identity.chain())
            .sslProvider(provider())
            .protocols("TLSv1.3", "TLSv1.2")
            .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
            .applicationProtocolConfig(protocols)
            .sessionTimeout(SESSION_SECONDS);
    SslContext context = builder.build();
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      // Whoever takes no ticket shakes hands again: nothing is kept here for anybody.
      sessions.setSessionCacheEnabled(false);
      tickets.rotate(System.nanoTime());
      sessions.setTicketKeys(tickets.current());
    }
    return context;
  }

  /** Another number than before: contexts have to be given the {@link #giveTickets newest} key. */
  int ticketKeys() {
    return tickets.rotate(System.nanoTime());
  }

  void giveTickets(SslContext context) {
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setTicketKeys(tickets.current());
    }
  }

  /** Releases contexts that nobody can find any more, once no loop is about to use one. */
  void release(List<SslContext> contexts) {
    AtomicInteger busy = new AtomicInteger(loops.size());
    for (Loop loop : loops) {
      Runnable passed =
          () -> {
            if (busy.decrementAndGet() == 0) {
              contexts.forEach(ReferenceCountUtil::release);
            }
          };
      try {
        loop.executor().execute(passed);
      } catch (RejectedExecutionException stopped) {
        passed.run();
      }
    }
  }

  private SslProvider provider() {
    if (!jdkOnly && OpenSsl.isAvailable()) {
      return SslProvider.OPENSSL_REFCNT;
    }
    if (!jdkOnly) {
      LOG.warn(
          "TLS is the JDK's, which is slower: {}", String.valueOf(OpenSsl.unavailabilityCause()));
    }
    // Read once by the JDK, when the first server shakes hands. Renegotiation has no use and has
    // been an attack (RFC 5746).
    if (System.getProperty("jdk.tls.rejectClientInitiatedRenegotiation") == null) {
      System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }
    return SslProvider.JDK;
  }
}
