package dev.handoff.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a log may show of what an app said. */
class LogTextTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /_files/a.txt                         | /_files/a.txt
          /_files/a.txt?                        | /_files/a.txt?...
          /_s/https/h/k?X-Amz-Signature=5ecre7  | /_s/https/h/k?...
          https://h.example/k?sig=5ecre7        | https://h.example/k?...
          https://ana:5ecre7@h.example/k        | https://...@h.example/k
          https://a@b:5ecre7@h.example/k        | https://...@h.example/k
          """)
  void noSecrets(String value, String shown) {
    assertThat(LogText.withoutSecrets(value)).isEqualTo(shown);
  }
}
