package dev.handoff.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A bucket.
 *
 * @param endpoint an S3-compatible store's own origin; empty: AWS in {@code region}
 * @param keyPrefix stands before every key; may be empty
 * @param deliver who carries the octets
 */
public record S3Store(
    String bucket,
    String region,
    Optional<StoreBase> endpoint,
    Addressing addressing,
    String keyPrefix,
    Credentials credentials,
    Deliver deliver,
    StoreAccess access) {

  /** Where the bucket's name stands. */
  public enum Addressing {
    /** First in the path. */
    PATH,
    /** First in the host name. */
    VIRTUAL
  }

  /** Where the key to the bucket comes from. */
  public sealed interface Credentials {
    /** {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN}. */
    record Environment() implements Credentials {}

    /** A profile of the shared AWS files. */
    record Profile(String name) implements Credentials {}

    /** What the machine or container was given (instance metadata). */
    record InstanceRole() implements Credentials {}

    /** An AWS credentials file of its own, read again when it changes. */
    record File(Path path) implements Credentials {}

    /** No signature: a public bucket. */
    record Anonymous() implements Credentials {}
  }

  /** Who carries the octets. */
  public sealed interface Deliver {
    /** The gateway. */
    record Through() implements Deliver {}

    /**
     * The bucket: the client is sent to a presigned URL.
     *
     * @param validFor of the URL
     */
    record Redirect(Duration validFor) implements Deliver {}
  }
}
