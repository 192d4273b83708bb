package dev.handoff.gateway.deliver.store.s3;

import dev.handoff.gateway.deliver.store.Presigner;
import dev.handoff.gateway.deliver.store.RequestSigner;
import dev.handoff.gateway.deliver.store.StoreSigners;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The signers of one location, by region. */
final class BucketSigners implements StoreSigners {
  private final KeptCredentials credentials;
  private final Clock clock;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Map<String, RequestSigner> byRegion = new ConcurrentHashMap<>();

  BucketSigners(KeptCredentials credentials, Clock clock, Runnable release) {
    this.credentials = credentials;
    this.clock = clock;
    this.release = release;
  }

  @Override
  public RequestSigner forRegion(String region) {
    return byRegion.computeIfAbsent(
        region, name -> new HeaderSigner(new Sigv4(name, clock), credentials::now));
  }

  @Override
  public Presigner presigner(String region, Duration validFor) {
    return new QuerySigner(new Sigv4(region, clock), credentials::now, validFor);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
