package com.example.documents;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.GetObjectPresignRequest;

/** Signed URLs of objects. No client ever sees one: whoever delivers uses it at once. */
final class Bucket {
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);

  private final S3Presigner presigner;
  private final String name;

  Bucket(Settings.S3 settings) {
    name = settings.bucket();
    S3Presigner.Builder builder = S3Presigner.builder().region(Region.of(settings.region()));
    if (settings.endpoint() != null) {
      builder
          .endpointOverride(settings.endpoint())
          .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build());
    }
    presigner = builder.build();
  }

  /** What every URL of the bucket begins with. */
  String url() {
    URI any = urlOf("any");
    return any.resolve(any.getRawPath().replaceFirst("any$", "")).toString();
  }

  /** To read one object from, for a few minutes. */
  URI urlOf(String key) {
    return uri(
        presigner
            .presignGetObject(
                GetObjectPresignRequest.builder()
                    .signatureDuration(GOOD_FOR)
                    .getObjectRequest(object -> object.bucket(name).key(key))
                    .build())
            .url());
  }

  /** To write one object to, for a few minutes. */
  URI uploadUrlOf(String key) {
    return uri(
        presigner
            .presignPutObject(upload ->
                upload
                    .signatureDuration(GOOD_FOR)
                    .putObjectRequest(object -> object.bucket(name).key(key)))
            .url());
  }

  private static URI uri(java.net.URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The SDK signed what is no URI: " + e.getReason(), e);
    }
  }
}
