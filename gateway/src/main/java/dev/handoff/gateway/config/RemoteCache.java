package dev.handoff.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Objects of stores kept on this machine's disk, in slices.
 *
 * @param size of all slices together, in octets; what was used longest ago goes first
 * @param slice in octets
 * @param unused after which a slice nobody asks for goes
 * @param fresh how long an object is served without asking its store; zero: ask every time
 * @param ignoreQuery query parameters that do not tell objects apart: signatures
 */
public record RemoteCache(
    Path dir, long size, int slice, Duration unused, Duration fresh, List<String> ignoreQuery) {

  /** Parameters of presigned URLs: S3 (v2, v4), CloudFront, Google, Azure. */
  public static final List<String> SIGNING =
      List.of(
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-SignedHeaders",
          "X-Amz-Signature",
          "X-Amz-Security-Token",
          "X-Amz-Content-Sha256",
          "AWSAccessKeyId",
          "Signature",
          "Expires",
          "Policy",
          "Key-Pair-Id",
          "GoogleAccessId",
          "X-Goog-Algorithm",
          "X-Goog-Credential",
          "X-Goog-Date",
          "X-Goog-Expires",
          "X-Goog-SignedHeaders",
          "X-Goog-Signature",
          "sv",
          "sr",
          "st",
          "se",
          "sp",
          "spr",
          "sip",
          "skoid",
          "sktid",
          "skt",
          "ske",
          "sks",
          "skv",
          "sig");

  public RemoteCache {
    ignoreQuery = List.copyOf(ignoreQuery);
  }
}
