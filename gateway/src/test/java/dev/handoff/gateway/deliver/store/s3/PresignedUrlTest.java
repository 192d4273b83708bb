package dev.handoff.gateway.deliver.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.Origin;
import dev.handoff.gateway.deliver.store.Presigner;
import dev.handoff.gateway.deliver.store.Presigner.Overrides;
import dev.handoff.gateway.deliver.store.Presigner.Presigned;
import dev.handoff.gateway.deliver.store.PublicUrls;
import dev.handoff.gateway.deliver.store.StoreTarget;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** URLs by which a bucket delivers by itself. */
final class PresignedUrlTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Overrides NOTHING = new Overrides(Optional.empty(), Optional.empty());

  @ParameterizedTest(name = "wanted {0}, credentials end after {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PT5M  |         | PT5M
          PT5M  | PT6H    | PT5M
          PT5M  | PT5M    | PT5M
          PT5M  | PT4M10S | PT4M10S
          PT5M  | PT0.5S  | PT1S
          P30D  |         | P7D
          """)
  void neverOutlivesItsCredentials(Duration wanted, Duration left, Duration given) {
    Presigned.Url url = url(presigner(wanted, left), false, "/b/k", NOTHING);
    assertThat(url.validFor()).isEqualTo(given);
    assertThat(url.url()).contains("X-Amz-Expires=" + given.toSeconds());
  }

  @Test
  void endedCredentialsMakeNone() {
    assertThat(
            presigner(Duration.ofMinutes(5), Duration.ZERO).presign(false, target("/k"), NOTHING))
        .isInstanceOf(Presigned.Unavailable.class);
  }

  @Test
  void carriesWhatTheAppSaid() {
    Presigned.Url url =
        url(
            presigner(Duration.ofMinutes(5), null),
            false,
            "/b/k?versionId=a%2Bb",
            new Overrides(
                Optional.of("attachment; filename=\"a b.txt\"; filename*=UTF-8''%C3%A4.txt"),
                Optional.of("text/plain; charset=utf-8")));
    assertThat(URI.create(url.url()).getRawQuery())
        .contains("versionId=a%2Bb&")
        .contains(
            "response-content-disposition=attachment%3B%20filename%3D%22a%20b.txt%22%3B%20"
                + "filename%2A%3DUTF-8%27%27%25C3%25A4.txt&")
        .contains("response-content-type=text%2Fplain%3B%20charset%3Dutf-8&")
        .contains("X-Amz-Security-Token=token&")
        .matches(".*&X-Amz-Signature=[0-9a-f]{64}");
  }

  @ParameterizedTest(name = "{0} stays {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /b//x/./a%20b%2B~     | http://[::1]:9000/b//x/./a%20b%2B~
          /b/%C3%A9%25%3F%23%26 | http://[::1]:9000/b/%C3%A9%25%3F%23%26
          """)
  void thePathStays(String target, String begin) {
    Presigned.Url url = url(presigner(Duration.ofMinutes(5), null), false, target, NOTHING);
    assertThat(url.url()).startsWith(begin + "?X-Amz-");
  }

  @Test
  void theMethodIsSigned() {
    Presigner presigner = presigner(Duration.ofMinutes(5), null);
    assertThat(url(presigner, false, "/b/k", NOTHING).url())
        .isNotEqualTo(url(presigner, true, "/b/k", NOTHING).url());
  }

  @Test
  void aPublicBucketHasPlainUrls() {
    Presigner presigner = new PublicUrls(Duration.ofMinutes(5));
    assertThat(url(presigner, false, "/b/%C3%A9", NOTHING).url())
        .isEqualTo("http://[::1]:9000/b/%C3%A9");
  }

  private static Presigned.Url url(
      Presigner presigner, boolean head, String target, Overrides overrides) {
    return (Presigned.Url) presigner.presign(head, target(target), overrides);
  }

  private static StoreTarget target(String target) {
    return new StoreTarget(
        null, new Origin(false, "::1", 9000), Octets.utf8(target), true, Optional.empty());
  }

  /**
   * @param left until the credentials end; null: they do not
   */
  private static Presigner presigner(Duration validFor, Duration left) {
    return new QuerySigner(
        new Sigv4("eu-central-1", CLOCK),
        () -> {
          if (left != null && left.isZero()) {
            return new KeptCredentials.State.None("ended");
          }
          return new KeptCredentials.State.Valid(
              AwsSessionCredentialsIdentity.create("AKID", "secret", "token"),
              Optional.ofNullable(left).map(NOW::plus));
        },
        validFor);
  }
}
