package dev.handoff.gateway.deliver.store;

import java.time.Duration;

/**
 * Signers of one location, with its credentials behind them. Made only for a location that signs,
 * so that what signing needs is loaded only then. Shared by all loops.
 */
public interface StoreSigners extends AutoCloseable {
  /**
   * Signs what goes to that region; the same signer each time.
   *
   * @param region the location's own, or the one a redirect of its store leads to
   */
  RequestSigner forRegion(String region);

  /**
   * Makes URLs for clients that are to fetch objects themselves.
   *
   * @param region the location's own
   * @param validFor of each URL, at most seven days
   */
  Presigner presigner(String region, Duration validFor);

  /** Credentials are no longer refreshed; requests under way may still be signed. */
  @Override
  void close();
}
