package dev.handoff.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: H1 H2 H5-H9
final class MethodsTest {
  @ParameterizedTest(name = "{0} {1}: {2}, Allow {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          H1 | GET     | 200 | -
          H1 | HEAD    | 200 | -
          H6 | POST    | 405 | GET, HEAD, OPTIONS
          H6 | PUT     | 405 | GET, HEAD, OPTIONS
          H6 | DELETE  | 405 | GET, HEAD, OPTIONS
          H6 | PATCH   | 405 | GET, HEAD, OPTIONS
          H7 | OPTIONS | 204 | GET, HEAD, OPTIONS
          H8 | TRACE   | 405 | GET, HEAD, OPTIONS
          H8 | get     | 405 | GET, HEAD, OPTIONS
          H8 | ''      | 405 | GET, HEAD, OPTIONS
          """)
  void answers(String id, String method, int status, String allow) {
    ResponsePlan plan = Given.decide(Given.request(method, ""), Given.file(1000));

    assertThat(plan.status()).isEqualTo(status);
    assertThat(Given.value(plan, "Allow")).isEqualTo(allow);
  }

  @ParameterizedTest(name = "{0} {1} with \"{2}\"")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          H1 | 1000 | ''
          H2 | 1000 | Range: bytes=0-9
          H2 | 1000 | Range: bytes=5000-
          H9 | 0    | ''
          """)
  void headSaysWhatGetWouldSayOfTheWhole(String id, long length, String fields) {
    Representation file = Given.file(length);

    ResponsePlan head = Given.decide(Given.request("HEAD", fields), file);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.fields()).isEqualTo(Given.get(file, "").fields());
    assertThat(Given.value(head, "Content-Length")).isEqualTo(Long.toString(length));
  }

  @Test
  void h5HeadOfAStreamNamesNoLength() {
    ResponsePlan plan = Given.decide(FileRequest.HEAD, Given.stream());

    assertThat(plan.status()).isEqualTo(200);
    assertThat(Given.value(plan, "Content-Length")).isEqualTo("-");
    assertThat(Given.value(plan, "Accept-Ranges")).isEqualTo("-");
  }

  @Test
  void aPlainRequestIsOneOfTheConstantsAndItsPlanIsReady() {
    assertThat(Given.request("GET", "Accept: */*")).isSameAs(FileRequest.GET);
    assertThat(Given.request("HEAD", "Range: bytes=0-9")).isSameAs(FileRequest.HEAD);
    assertThat(FileRequest.HEAD.isHead()).isTrue();
    Representation file = Given.file(1000);
    assertThat(Given.decide(FileRequest.GET, file)).isSameAs(Given.decide(FileRequest.HEAD, file));
  }
}
