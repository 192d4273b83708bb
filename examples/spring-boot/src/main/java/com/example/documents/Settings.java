package com.example.documents;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code application.properties} and the environment say.
 *
 * @param folder where documents on disk are; absolute
 * @param linkKey base64 of 32 octets or more that links are signed with
 * @param s3 where the other documents are; without it there are none
 * @param samples whether an empty table gets something to look at
 */
@ConfigurationProperties("documents")
record Settings(
    Path folder, String linkKey, @Nullable S3 s3, @DefaultValue("false") boolean samples) {

  /**
   * A bucket. Credentials come from where the AWS SDK looks for them: the environment, a profile, a
   * role.
   *
   * @param endpoint of a store that is not Amazon's; its buckets stand in the path
   */
  record S3(String bucket, @DefaultValue("us-east-1") String region, @Nullable URI endpoint) {}
}
