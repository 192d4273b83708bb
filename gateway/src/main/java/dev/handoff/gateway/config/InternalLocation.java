package dev.handoff.gateway.config;

import java.nio.file.Path;
import java.util.Optional;

/** A place no client can reach but through an app that hands off. */
public sealed interface InternalLocation {
  /** With leading and trailing slash. */
  String prefix();

  /**
   * Whether active types (HTML, SVG, XML) that the app gave neither a disposition nor a policy of
   * its own are sent with {@code Content-Security-Policy: sandbox}; on by default.
   */
  boolean sandbox();

  /** Prefix of the internal location that is asked when this one has no such object. */
  Optional<String> fallback();

  /**
   * A folder on this machine.
   *
   * @param allowDelete apps may ask for deletion after delivery
   */
  record Folder(
      String prefix,
      Path root,
      boolean allowDelete,
      boolean sandbox,
      FileAccess access,
      Optional<String> fallback)
      implements InternalLocation {}

  /** Web servers that the app names by URL, or one that the operator names. */
  record Http(String prefix, HttpStore store, boolean sandbox, Optional<String> fallback)
      implements InternalLocation {}

  /** A bucket, asked with the gateway's own credentials. */
  record S3(String prefix, S3Store store, boolean sandbox, Optional<String> fallback)
      implements InternalLocation {}
}
