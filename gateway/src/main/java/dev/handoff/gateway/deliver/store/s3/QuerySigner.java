package dev.handoff.gateway.deliver.store.s3;

import dev.handoff.gateway.deliver.store.Presigner;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.s3.KeptCredentials.State;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs by parameters of the query: a URL that is a permission by itself. */
final class QuerySigner implements Presigner {
  private static final Logger LOG = LoggerFactory.getLogger(QuerySigner.class);

  private final Sigv4 sigv4;
  private final Supplier<State> credentials;
  private final Duration validFor;

  QuerySigner(Sigv4 sigv4, Supplier<State> credentials, Duration validFor) {
    this.sigv4 = sigv4;
    this.credentials = credentials;
    this.validFor = validFor.compareTo(Sigv4.LONGEST) > 0 ? Sigv4.LONGEST : validFor;
  }

  @Override
  public Presigned presign(boolean head, StoreTarget target, Overrides overrides) {
    return switch (credentials.get()) {
      case State.Valid valid -> url(head, target, overrides, valid);
      case State.None none -> new Presigned.Unavailable(none.reason());
    };
  }

  private Presigned url(boolean head, StoreTarget target, Overrides overrides, State.Valid by) {
    Duration lifetime = lifetime(by.until());
    Map<String, String> more = new LinkedHashMap<>();
    overrides.contentDisposition().ifPresent(v -> more.put("response-content-disposition", v));
    overrides.contentType().ifPresent(v -> more.put("response-content-type", v));
    S3Target path = new S3Target(target.target());
    String query = sigv4.query(by.identity(), head, target.origin(), path, more, lifetime);
    return new Presigned.Url(target.origin() + path.path() + "?" + query, lifetime);
  }

  /** A URL dies with the credentials that signed it, whatever it says of itself. */
  private Duration lifetime(Optional<Instant> until) {
    if (until.isEmpty()) {
      return validFor;
    }
    Duration left = Duration.between(sigv4.clock().instant(), until.get());
    if (left.compareTo(validFor) >= 0) {
      return validFor;
    }
    Duration whole = Duration.ofSeconds(Math.max(1, left.toSeconds()));
    LOG.info(
        "a presigned URL is valid for {} s instead of {} s: the credentials end then",
        whole.toSeconds(),
        validFor.toSeconds());
    return whole;
  }
}
