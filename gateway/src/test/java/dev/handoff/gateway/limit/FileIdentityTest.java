package dev.handoff.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.paths.Octets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which targets at a store are the same file to a limit. */
final class FileIdentityTest {
  @ParameterizedTest(name = "{0} -> {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /b/film.mp4                             | /b/film.mp4            | no query
          /get?id=5                               | /get?id=5              | a query may be all that tells files apart
          /b/film.mp4?X-Amz-Date=1&X-Amz-Signature=ab | /b/film.mp4        | signed by S3
          /b/film.mp4?Expires=1&Signature=ab      | /b/film.mp4            | by S3 v2, CloudFront or Google
          /b/film.mp4?sv=1&sig=ab                 | /b/film.mp4            | by Azure
          /b/film.mp4?design=1                    | /b/film.mp4?design=1   | only looks like it
          """)
  void leavesOutWhatSigns(String target, String identity, String why) {
    assertThat(FileIdentity.unsigned(Octets.utf8(target))).as(why).isEqualTo(identity);
  }
}
