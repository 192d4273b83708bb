package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.gateway.loop.Loop;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What TLS needs to know, one for each set of trusted authorities, with the sessions that can be
 * resumed. Shared by all loops.
 *
 * <p>Made off the loops: libraries are unpacked and certificates read. A PEM file is read once, and
 * again after {@link #forget}. BoringSSL where its library loads, the JDK's TLS elsewhere.
 */
final class TlsContexts {
  private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

  private final Executor blocking;
  private final boolean jdkOnly;
  private final ConcurrentHashMap<Optional<Path>, CompletableFuture<SslContext>> made =
      new ConcurrentHashMap<>();

  TlsContexts(Executor blocking) {
    this(blocking, false);
  }

  /**
   * @param jdkOnly leaves BoringSSL alone
   */
  TlsContexts(Executor blocking, boolean jdkOnly) {
    this.blocking = blocking;
    this.jdkOnly = jdkOnly;
  }

  /** Runs what a handshake computes or checks for longer than a loop should wait. */
  Executor blocking() {
    return blocking;
  }

  /** Has everything made anew when it is needed next. */
  void forget() {
    made.clear();
  }

  /**
   * @param authorities PEM file; empty: those of the JDK
   * @param told once, on the loop, during the call or later
   */
  void get(
      Loop loop,
      Optional<Path> authorities,
      BiConsumer<@Nullable SslContext, @Nullable Throwable> told) {
    CompletableFuture<SslContext> context = made.computeIfAbsent(authorities, this::make);
    if (context.isDone() && !context.isCompletedExceptionally()) {
      told.accept(context.join(), null);
      return;
    }
    context.whenCompleteAsync(
        (ready, failure) -> {
          if (failure != null) {
            // The file may be mended: the next connection tries again.
            made.remove(authorities, context);
          }
          told.accept(ready, failure);
        },
        loop.executor());
  }

  private CompletableFuture<SslContext> make(Optional<Path> authorities) {
    CompletableFuture<SslContext> context = new CompletableFuture<>();
    blocking.execute(() -> {
      try {
        context.complete(build(authorities));
      } catch (IOException | RuntimeException unusable) {
        context.completeExceptionally(unusable);
      }
    });
    return context;
  }

  private SslContext build(Optional<Path> authorities) throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(provider())
            .protocols("TLSv1.3", "TLSv1.2")
            .endpointIdentificationAlgorithm("HTTPS")
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    "http/1.1"));
    if (authorities.isPresent()) {
      try (var pem = Files.newInputStream(authorities.get())) {
        builder.trustManager(pem);
      } catch (IllegalArgumentException | IOException unreadable) {
        throw new IOException(
            "ca: no certificate can be read from " + authorities.get() + " (PEM is expected)",
            unreadable);
      }
    }
    return builder.build();
  }

  private SslProvider provider() {
    if (jdkOnly || !OpenSsl.isAvailable()) {
      if (!jdkOnly) {
        LOG.info("TLS to stores is the JDK's: {}", OpenSsl.unavailabilityCause().toString());
      }
      return SslProvider.JDK;
    }
    return SslProvider.OPENSSL;
  }
}
