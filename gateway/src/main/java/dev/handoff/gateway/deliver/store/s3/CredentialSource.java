package dev.handoff.gateway.deliver.store.s3;

import dev.handoff.gateway.config.S3Store.Credentials;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Where credentials come from. Used by one thread, which it may block. */
interface CredentialSource {

  /**
   * What a source gave.
   *
   * @param until when the credentials end; empty: never
   */
  record Found(AwsCredentialsIdentity identity, Optional<Instant> until) {
    static Found of(AwsCredentialsIdentity identity) {
      return new Found(identity, identity.expirationTime());
    }
  }

  /** Looks, anew each time. */
  Found load() throws NoCredentialsException;

  /** Whether it makes sense to ask {@link #changed} now and then. */
  boolean isWatched();

  /** Whether what was loaded may have changed since; cheap. */
  boolean changed();

  /** Names the source in a sentence. */
  @Override
  String toString();

  static CredentialSource of(Credentials wanted, UnaryOperator<@Nullable String> environment) {
    return switch (wanted) {
      case Credentials.Environment _ -> new EnvironmentSource(environment);
      case Credentials.Profile profile -> ProfileSource.shared(profile.name());
      case Credentials.File file -> ProfileSource.alone(file.path());
      case Credentials.InstanceRole _ -> new InstanceSource(environment);
      case Credentials.Anonymous _ ->
          throw new IllegalArgumentException("an anonymous bucket needs no credentials");
    };
  }
}
