package dev.handoff.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: A22 A23 C10 C11 D28 K6
final class ForeignFieldsTest {
  @ParameterizedTest(name = "{0} {1}: 200 {2}, 206 {3}, 304 {4}, 416 and 412 {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A22 | Content-Disposition         | yes | yes | no  | no
          A23 | content-disposition         | yes | yes | no  | no
          C10 | Cache-Control               | yes | yes | yes | no
          C10 | Expires                     | yes | yes | yes | no
          C10 | Vary                        | yes | yes | yes | no
          C10 | Content-Location            | yes | yes | yes | no
          C10 | Date                        | yes | yes | yes | no
          K6  | CACHE-CONTROL               | yes | yes | yes | no
          C11 | Content-Language            | yes | yes | no  | no
          D28 | Content-Encoding            | yes | yes | no  | no
          D28 | Content-Type                | no  | no  | no  | no
          D28 | Content-Length              | no  | no  | no  | no
          D28 | Content-Range               | no  | no  | no  | no
          D28 | Accept-Ranges               | no  | no  | no  | no
          D28 | ETag                        | no  | no  | no  | no
          D28 | Last-Modified               | no  | no  | no  | no
          K10 | Content-Digest              | yes | no  | no  | no
          K10 | Repr-Digest                 | yes | yes | no  | no
          C10 | Content-Security-Policy     | yes | yes | yes | no
          C10 | X-Robots-Tag                | yes | yes | yes | no
          A23 | Set-Cookie                  | yes | yes | yes | yes
          A23 | Access-Control-Allow-Origin | yes | yes | yes | yes
          A23 | X-File-Owner                | yes | yes | yes | no
          """)
  void standBesideAPlan(
      String id, String name, String whole, String part, String notModified, String error) {
    Representation file = Given.file(100_000);

    assertThat(carried(file, "", name)).isEqualTo(whole);
    assertThat(carried(file, "Range: bytes=0-9", name)).isEqualTo(part);
    assertThat(carried(file, "Range: bytes=0-9,50-59", name)).isEqualTo(part);
    assertThat(carried(file, "If-None-Match: \"v1\"", name)).isEqualTo(notModified);
    assertThat(carried(file, "If-Match: \"v2\"", name)).isEqualTo(error);
    assertThat(carried(file, "Range: bytes=100000-", name)).isEqualTo(error);
    assertThat(Given.decide(Given.request("PUT", ""), file).carries(name))
        .isEqualTo(error.equals("yes"));
    assertThat(Given.decide(Given.request("OPTIONS", ""), file).carries(name))
        .isEqualTo(error.equals("yes"));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "E24, Content-Encoding, false",
    "K10, Repr-Digest, false",
    "C10, Vary, true",
    "A22, Content-Disposition, true",
  })
  void areNotSaidTwice(String id, String name, boolean carried) {
    Representation told =
        Given.file(1000)
            .withContentEncoding("gzip")
            .withVary("Accept-Encoding")
            .withDigest(Digests.ZERO);

    assertThat(Given.get(told, "").carries(name)).isEqualTo(carried);
    assertThat(Given.get(told, "Range: bytes=0-9").carries(name)).isEqualTo(carried);
  }

  private static String carried(Representation file, String fields, String name) {
    return Given.get(file, fields).carries(name) ? "yes" : "no";
  }
}
