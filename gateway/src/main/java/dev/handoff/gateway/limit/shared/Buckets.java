package dev.handoff.gateway.limit.shared;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;

/** The one question that is put to Bucket4j. */
final class Buckets {
  private Buckets() {}

  static long take(ProxyManager<String> buckets, String key, Budget budget, long most) {
    return buckets
        .getProxy(
            key,
            () ->
                BucketConfiguration.builder()
                    .addLimit(limit ->
                        limit.capacity(budget.burst()).refillGreedy(budget.tokens(), budget.in()))
                    .build())
        .tryConsumeAsMuchAsPossible(most);
  }
}
