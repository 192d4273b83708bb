package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.core.fields.Field;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules;
import dev.handoff.gateway.deliver.store.names.NameResolver;
import dev.handoff.gateway.deliver.store.names.SystemNames;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.loop.Transport;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Asks stores over HTTP/1.1. Shared by all loops.
 *
 * <p>A request goes out with {@code Host}, {@code Accept-Encoding: identity}, {@code User-Agent},
 * the given fields and the signer's, and nothing else. A kept connection that closes before an
 * octet of its answer came is replaced by a fresh one, once. Redirects are judged like targets,
 * address included. Nothing is told to a listener before {@link #get} has returned.
 */
public final class HttpStoreClient implements StoreClient {
  private final StorePools pools;
  private final TlsContexts tls;

  /**
   * @param blocking runs what would hold a loop up: reading files, checking certificates
   */
  public HttpStoreClient(Transport transport, List<Loop> loops, Executor blocking) {
    this(transport, loops, blocking, new SystemNames(transport, blocking));
  }

  /** As above, with names of the caller's own. */
  public HttpStoreClient(
      Transport transport, List<Loop> loops, Executor blocking, NameResolver names) {
    this(transport, loops, names, new TlsContexts(blocking));
  }

  HttpStoreClient(Transport transport, List<Loop> loops, NameResolver names, TlsContexts tls) {
    this.tls = tls;
    this.pools =
        new StorePools(
            loops, key -> new StoreDialer(key, new SocketOpener(transport, key), names, tls));
  }

  @Override
  public Call get(Loop loop, StoreTarget target, List<Field> fields, Listener listener) {
    StoreRequest request = new StoreRequest(pools, loop, target, fields, listener);
    request.start();
    return request;
  }

  /**
   * Lets go of connections that no location of {@code rules} would use: idle ones now, busy ones
   * once they are free. Files of authorities are read again for new connections. Thread-safe.
   */
  public void keepOnly(Collection<TargetRules> rules) {
    tls.forget();
    pools.keepOnly(rules);
  }

  /** Closes idle connections now and busy ones once they are free. Thread-safe. */
  public void retire() {
    pools.retire();
  }
}
