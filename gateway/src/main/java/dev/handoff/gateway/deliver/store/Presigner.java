package dev.handoff.gateway.deliver.store;

import java.time.Duration;
import java.util.Optional;

/**
 * Makes URLs by which a client may fetch an object from its store itself, for a while. Shared by
 * all loops; never blocks.
 */
public interface Presigner {

  /** What came of it. */
  sealed interface Presigned {
    /**
     * @param url absolute; whoever has it may fetch the object: never in a log
     * @param validFor shorter than configured when the credentials end sooner
     */
    record Url(String url, Duration validFor) implements Presigned {}

    /**
     * There are no valid credentials now.
     *
     * @param reason for the log; names no secret
     */
    record Unavailable(String reason) implements Presigned {}
  }

  /**
   * What the store is to answer instead of what it has: a client that went there itself sees no
   * field of the app.
   */
  record Overrides(Optional<String> contentDisposition, Optional<String> contentType) {}

  /**
   * Signs a GET or HEAD without content.
   *
   * @param head whether the URL is for HEAD: the method is part of what is signed
   */
  Presigned presign(boolean head, StoreTarget target, Overrides overrides);
}
