package dev.handoff.gateway.deliver.store;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a store gave no answer that could be delivered.
 *
 * @param status what the client gets, if it got nothing yet
 * @param reason for the log; may name hosts, never signatures
 * @param denied the store lets nobody in with what the app named: 401 or 403
 * @param retryAfter after which the store wants to be asked again; whole seconds, bounded
 */
public record StoreFailure(
    int status, String reason, boolean denied, Optional<Duration> retryAfter) {
  public StoreFailure(int status, String reason) {
    this(status, reason, false, Optional.empty());
  }
}
