package dev.handoff.gateway.deliver.store.rules;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.Origin;
import dev.handoff.core.remote.RemoteUrl;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.config.StoreBase;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a bucket answers.
 *
 * @param path what stands before a key: with leading and trailing slash
 * @param region what requests to it are signed for
 */
record S3Endpoint(Origin origin, String path, String region) {
  private static final Pattern REGIONAL =
      Pattern.compile(
          "(?<bucket>.+\\.)?s3(\\.dualstack)?([.-](?<region>[a-z]{2}(-[a-z]+)+-[0-9]+))?"
              + "\\.amazonaws\\.com(\\.cn)?");

  /** What the host {@code s3.amazonaws.com} without a region means. */
  private static final String FIRST_REGION = "us-east-1";

  static S3Endpoint of(S3Store store) {
    boolean inHost = store.addressing() == S3Store.Addressing.VIRTUAL;
    String before = inHost ? store.bucket() + "." : "";
    String path = inHost ? "" : store.bucket() + "/";
    return store
        .endpoint()
        .map(own -> new S3Endpoint(origin(own, before), own.path() + path, store.region()))
        .orElseGet(() ->
            new S3Endpoint(
                new Origin(true, before + amazon(store.region()), 443),
                "/" + path,
                store.region()));
  }

  /** China is a partition of its own, with a domain of its own. */
  private static String amazon(String region) {
    return "s3." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "");
  }

  private static Origin origin(StoreBase own, String before) {
    return new Origin(own.https(), before + own.host(), own.port());
  }

  /** Whether a bucket's regional endpoints are known: they are Amazon's. */
  boolean isAmazon() {
    return REGIONAL.matcher(origin.host()).matches();
  }

  /**
   * The endpoint of the same bucket that a redirect leads to; empty when it leads anywhere else.
   */
  Optional<S3Endpoint> elsewhere(RemoteUrl url, String bucket) {
    if (url.origin().equals(origin)) {
      return beneath(url, path, region);
    }
    Matcher regional = REGIONAL.matcher(url.origin().host());
    boolean alike = url.origin().https() == origin.https() && url.origin().port() == origin.port();
    if (!isAmazon() || !alike || !regional.matches()) {
      return Optional.empty();
    }
    String there = regional.group("region") == null ? FIRST_REGION : regional.group("region");
    String inHost = regional.group("bucket");
    if (inHost == null) {
      return beneath(url, "/" + bucket + "/", there);
    }
    return inHost.equals(bucket + ".") ? beneath(url, "/", there) : Optional.empty();
  }

  private static Optional<S3Endpoint> beneath(RemoteUrl url, String path, String region) {
    return url.path().startsWith(Octets.utf8(path))
        ? Optional.of(new S3Endpoint(url.origin(), path, region))
        : Optional.empty();
  }
}
