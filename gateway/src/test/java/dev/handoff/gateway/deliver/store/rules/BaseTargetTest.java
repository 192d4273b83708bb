package dev.handoff.gateway.deliver.store.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.deliver.store.TargetRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Below a {@code base} stands what the app wrote, and nothing leads out of it. */
final class BaseTargetTest {
  private static final TargetRules RULES =
      Rules.below("http://store.example:9000/bucket/", "https://cdn.example/");

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /_remote/a/b.pdf                        | http://store.example:9000/bucket/a/b.pdf private     | appended
          /_remote/a?versionId=7                  | http://store.example:9000/bucket/a?versionId=7 private | with its query
          /_remote//a/./b                         | http://store.example:9000/bucket//a/./b private      | as it is
          /_remote                                | http://store.example:9000/bucket/ private            | the folder itself
          /_remote/https://cdn.example/x          | http://store.example:9000/bucket/https://cdn.example/x private | a name like any other
          http://store.example:9000/bucket/a?s=1  | http://store.example:9000/bucket/a?s=1 private       | the same as a URL
          """)
  void appends(String value, String asked, String why) {
    assertThat(Rules.text(Rules.judge(RULES, value))).isEqualTo(asked);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /_remote/..%2fother/a            | 404 a .. segment | up
          /_remote/%252e%252e/other/a      | 404 a .. segment | up, decoded twice
          /_remote/x/..%5c..%5cother       | 404 a .. segment | up with backslashes
          /_remote/a%00.pdf                | 404 NUL in the path | a name cut short
          /_remote/a b                     | 502 an octet that a URL cannot carry at octet 34 of the URL | a space
          http://store.example:9000/other  | 502 http://store.example:9000/other is not allowed by /_remote/ | outside
          http://store.example/bucket/a    | 502 http://store.example/bucket/a is not allowed by /_remote/ | another port
          https://cdn.example/a            | 502 https://cdn.example/a is not allowed by /_remote/ | for redirects only
          """)
  void refuses(String value, String judgement, String why) {
    assertThat(Rules.text(Rules.judge(RULES, value))).isEqualTo(judgement);
  }
}
