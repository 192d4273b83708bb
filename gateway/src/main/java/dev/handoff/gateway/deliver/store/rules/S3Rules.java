package dev.handoff.gateway.deliver.store.rules;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.core.paths.UnsafePath;
import dev.handoff.core.remote.Joined;
import dev.handoff.core.remote.Reference;
import dev.handoff.core.remote.RemoteUrl;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.deliver.store.StoreSigners;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules;
import java.util.Optional;

/**
 * An {@code s3} location: the target's rest is an object's key, behind the location's own prefix.
 *
 * <p>A redirect may only lead to the same bucket: on the same origin, or at another region's
 * endpoint of Amazon's. It is signed anew for where it leads.
 */
public final class S3Rules implements TargetRules {
  private static final int MOST_REDIRECTS = 3;

  private final String location;
  private final S3Store store;
  private final S3Endpoint endpoint;
  private final Octets keyPrefix;
  private final Optional<StoreSigners> signers;

  private S3Rules(String location, S3Store store, Optional<StoreSigners> signers) {
    this.location = location;
    this.store = store;
    this.endpoint = S3Endpoint.of(store);
    this.keyPrefix = Octets.utf8(store.keyPrefix());
    this.signers = signers;
  }

  /**
   * @param signers empty for a bucket that anybody may read
   */
  public static TargetRules of(InternalLocation.S3 location, Optional<StoreSigners> signers) {
    return new S3Rules(location.prefix(), location.store(), signers);
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public StoreAccess access() {
    return store.access();
  }

  @Override
  public int mostRedirects() {
    return MOST_REDIRECTS;
  }

  @Override
  public Judgement below(Octets path, Optional<Octets> query) {
    Optional<String> unsafe = UnsafePath.objectionTo(path);
    if (unsafe.isPresent()) {
      return new Judgement.Refused(404, unsafe.get());
    }
    if (PercentEncoding.firstMalformed(path).isPresent()) {
      return new Judgement.Refused(502, "a malformed escape in the key");
    }
    S3Key key = new S3Key(Joined.of(keyPrefix, PercentEncoding.decode(path)));
    Optional<String> objection =
        path.isEmpty() ? Optional.of("the target names no object") : key.objection();
    return objection
        .<Judgement>map(reason -> new Judgement.Refused(404, reason))
        .orElseGet(() -> at(endpoint, key, query));
  }

  private Judgement at(S3Endpoint where, S3Key key, Optional<Octets> query) {
    return switch (S3Query.read(query.orElse(Octets.EMPTY))) {
      case S3Query.Reading.Refused(String reason) -> new Judgement.Refused(502, reason);
      case S3Query.Reading.Accepted(String canonical) ->
          new Judgement.Allowed(
              new StoreTarget(
                  this,
                  where.origin(),
                  Octets.utf8(where.path() + key.encoded() + canonical),
                  isPrivateToo(where),
                  signers.map(known -> known.forRegion(where.region()))));
    };
  }

  /** Only the endpoint the operator named may be private, not where it redirects to. */
  private boolean isPrivateToo(S3Endpoint where) {
    boolean named = store.endpoint().isPresent() && where.origin().equals(endpoint.origin());
    return named || store.access().privateAddresses();
  }

  @Override
  public Judgement url(HandoffTarget.AbsoluteUrl url) {
    return new Judgement.Refused(502, location + " is a bucket and takes keys, not URLs");
  }

  @Override
  public Judgement redirect(StoreTarget from, Octets to) {
    Octets whole = Reference.resolve(from.origin(), from.target(), to);
    return switch (RemoteUrl.read(whole)) {
      case RemoteUrl.Reading.Refused(boolean _, String reason) ->
          new Judgement.Refused(502, "redirected to a URL with " + reason);
      case RemoteUrl.Reading.Accepted(RemoteUrl url) ->
          endpoint
              .elsewhere(url, store.bucket())
              .map(where -> redirected(where, url))
              .orElseGet(() ->
                  new Judgement.Refused(
                      502, "redirected to " + url + ", which is not the same bucket"));
    };
  }

  private Judgement redirected(S3Endpoint where, RemoteUrl url) {
    S3Key key = new S3Key(PercentEncoding.decode(url.path().from(where.path().length())));
    Octets target = url.target();
    int question = target.find('?', 0);
    Optional<Octets> query =
        question < target.length() ? Optional.of(target.from(question + 1)) : Optional.empty();
    return key.objection()
        .<Judgement>map(reason -> new Judgement.Refused(502, "redirected: " + reason))
        .orElseGet(() -> at(where, key, query));
  }

  @Override
  public String text() {
    return "s3 bucket " + store.bucket() + " at " + endpoint.origin();
  }
}
