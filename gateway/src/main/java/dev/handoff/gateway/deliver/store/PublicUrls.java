package dev.handoff.gateway.deliver.store;

import java.time.Duration;

/**
 * URLs of a bucket that anybody may read. Its answers cannot be overridden: S3 refuses {@code
 * response-*} parameters of anonymous requests.
 *
 * @param validFor how long a client may believe in one
 */
public record PublicUrls(Duration validFor) implements Presigner {
  @Override
  public Presigned presign(boolean head, StoreTarget target, Overrides overrides) {
    return new Presigned.Url(target.origin() + target.target().toString(), validFor);
  }
}
