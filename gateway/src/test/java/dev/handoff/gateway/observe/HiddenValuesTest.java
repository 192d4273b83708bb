package dev.handoff.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.LogConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a URL is logged. */
class HiddenValuesTest {
  private final HiddenValues hidden = new HiddenValues(LogConfig.SECRETS);

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /a                              | /a                        | nothing to hide
          /a?b=c&d=e                      | /a?b=c&d=e                | nobody's secret
          /a?token=s3cret                 | /a?token=...              | the one parameter
          /a?token=s3cret&b=c             | /a?token=...&b=c          | what follows stays
          /a?b=c&token=s3cret             | /a?b=c&token=...          | not the first
          /a?TOKEN=s3cret                 | /a?TOKEN=...              | apps fold case
          /a?t%6Fken=s3cret               | /a?t%6Fken=...            | the app decodes the name, too
          /a?b=c;token=s3cret             | /a?b=c;token=...          | the older separator
          /a?b=c&amp;token=s3cret         | /a?b=c&amp;token=...      | a mail program's spelling
          /a?token=s3=c%26ret             | /a?token=...              | all of a value
          /a?token=1&token=2              | /a?token=...&token=...    | each of them
          /a?token=                       | /a?token=...              | even an empty one
          /a?token                        | /a?token                  | no value
          /a?mytoken=b                    | /a?mytoken=b              | another name
          /a?b=token=c                    | /a?b=token=c              | part of a value
          /token=b                        | /token=b                  | a path is no query
          /a#access_token=s3cret          | /a#access_token=...       | OAuth's implicit grant
          /a?X-Amz-Signature=s3cret&X-Amz-Date=1 | /a?X-Amz-Signature=...&X-Amz-Date=1 | a presigned URL
          /a?u=http%3A%2F%2Fb%2F%3Fsig%3Ds3cret%26c%3Dd | /a?u=http%3A%2F%2Fb%2F%3Fsig%3D...%26c%3Dd | a URL in a parameter
          /a?h=1.s3cret                   | /a?h=...                  | a signed link
          https://me:s3cret@b/c?d=e       | https://...@b/c?d=e       | a password before the host
          https://b/c@d                   | https://b/c@d             | no password
          asked "http://b/?key=s3cret" in vain | asked "http://b/?key=... in vain | in a sentence
          /a?%                            | /a?%                      | a broken escape
          /a?%7=b&key=c                   | /a?%7=b&key=...           | a broken escape before it
          /a?token=s3cret%                | /a?token=...              | a broken escape in it
          """)
  void logs(String url, String logged, String why) {
    assertThat(hidden.hide(url)).as(why).isEqualTo(logged);
  }

  @Test
  void onlyLinksAreHiddenWhenNothingIsNamed() {
    HiddenValues none = new HiddenValues(List.of());
    assertThat(none.hide("/a?token=b&h=1.s3cret")).isEqualTo("/a?token=b&h=...");
  }
}
