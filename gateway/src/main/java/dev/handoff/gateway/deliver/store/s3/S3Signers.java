package dev.handoff.gateway.deliver.store.s3;

import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.config.S3Store.Credentials;
import dev.handoff.gateway.deliver.store.StoreSigners;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Signers of all buckets of one gateway. Locations with equal credentials share them, also across
 * reloads, so that a new configuration does not wait for what is known already.
 *
 * <p>Making one is free: no class of the AWS SDK is loaded before the first bucket. May be shared
 * between threads.
 */
public final class S3Signers {
  private final UnaryOperator<@Nullable String> environment;
  private final Clock clock;
  private final Map<Credentials, Shared> shared = new HashMap<>();

  /** Credentials and how many locations use them. Guarded by the map's owner. */
  private static final class Shared {
    final KeptCredentials kept;
    int users;

    Shared(KeptCredentials kept) {
      this.kept = kept;
    }
  }

  /**
   * @param environment value of a variable by its name, or null
   * @param clock for signatures and expiry
   */
  public S3Signers(UnaryOperator<@Nullable String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * What signs requests to a bucket; empty for one that is read anonymously. Looks for credentials
   * and waits a few seconds at most for the first answer: never call it on a loop. Without
   * credentials there are signers all the same, which say why they cannot sign until they come.
   */
  public Optional<StoreSigners> of(S3Store store) {
    if (store.credentials() instanceof Credentials.Anonymous) {
      return Optional.empty();
    }
    KeptCredentials kept = taken(store.credentials());
    kept.awaitFirst();
    return Optional.of(new BucketSigners(kept, clock, () -> released(store.credentials())));
  }

  private synchronized KeptCredentials taken(Credentials credentials) {
    Shared found =
        shared.computeIfAbsent(
            credentials,
            wanted ->
                new Shared(new KeptCredentials(CredentialSource.of(wanted, environment), clock)));
    found.users++;
    return found.kept;
  }

  private synchronized void released(Credentials credentials) {
    Shared found = shared.get(credentials);
    if (found != null && --found.users == 0) {
      shared.remove(credentials);
      found.kept.close();
    }
  }
}
