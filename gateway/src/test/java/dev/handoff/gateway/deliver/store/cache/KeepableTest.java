package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.deliver.store.StoreAnswers;
import dev.handoff.gateway.http1.HeadReader;
import dev.handoff.gateway.http1.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be kept of what stores answer, and what of it. */
final class KeepableTest {
  @ParameterizedTest(name = "{0}; {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          206 | ETag: "v"; Content-Range: bytes 0-99/1000; Content-Length: 100 | 0-99 of 1000
          206 | ETag: "v"; Content-Range: bytes 400-499/1000; Content-Length: 100 | 400-499 of 1000
          206 | ETag: "v"; Content-Range: bytes 0-99/1000; Transfer-Encoding: chunked | 0-99 of 1000
          206 | ETag: "v"; Content-Range: bytes 0-99/1000; Content-Length: 99 | no
          206 | ETag: "v"; Content-Range: bytes 0-99/*; Content-Length: 100 | no
          206 | ETag: "v"; Content-Length: 100 | no
          206 | ETag: "v"; Content-Type: multipart/byteranges; Content-Length: 100 | no
          200 | ETag: "v"; Content-Length: 100 | 0-99 of 100
          200 | ETag: "v"; Content-Length: 1048576 | 0-1048575 of 1048576
          200 | ETag: "v"; Content-Length: 1048577 | no
          200 | ETag: "v"; Content-Length: 100; Accept-Ranges: none | no
          200 | ETag: "v"; Transfer-Encoding: chunked | no
          200 | ETag: "v"; Content-Length: 0 | no
          200 | ETag: W/"v"; Content-Length: 100 | no
          200 | Last-Modified: Mon, 06 May 2024 07:08:09 GMT; Content-Length: 100 | no
          200 | ETag: "v"; ETag: "w"; Content-Length: 100 | no
          200 | ETag: v; Content-Length: 100 | no
          200 | ETag: "v"; Content-Length: 100; Content-Encoding: gzip | no
          200 | ETag: "v"; Content-Length: 100; Content-Encoding: identity | 0-99 of 100
          200 | ETag: "v"; Content-Length: 100; Cache-Control: no-store | no
          200 | ETag: "v"; Content-Length: 100; Cache-Control: public; Cache-Control: max-age=1, No-Store | no
          200 | ETag: "v"; Content-Length: 100; Cache-Control: private | no
          200 | ETag: "v"; Content-Length: 100; Cache-Control: private="x" | no
          200 | ETag: "v"; Content-Length: 100; Cache-Control: no-cache | 0-99 of 100, asked always
          200 | ETag: "v"; Content-Length: 100; Cache-Control: max-age=0, must-revalidate | 0-99 of 100
          200 | ETag: "v"; Content-Length: 100; Vary: Accept-Encoding | 0-99 of 100
          200 | ETag: "v"; Content-Length: 100; Vary: accept-encoding, Origin | no
          200 | ETag: "v"; Content-Length: 100; Vary: Accept-Encoding; Vary: * | no
          404 | ETag: "v"; Content-Length: 100 | no
          206 | ETag: "v"; Content-Range: bytes 0-9/999999999999999999; Content-Length: 10 | no
          """)
  void decides(int status, String lines, String decision) throws Exception {
    Keepable keepable = judge(status, lines);
    String said =
        switch (keepable) {
          case Keepable.No _ -> "no";
          case Keepable.Yes yes ->
              yes.octets().first()
                  + "-"
                  + yes.octets().last()
                  + " of "
                  + yes.facts().length()
                  + (yes.facts().askAlways() ? ", asked always" : "");
        };
    assertThat(said).isEqualTo(decision);
  }

  @ParameterizedTest(name = "{0} is kept as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Content-Language: de                 | [content-language: de]
          Content-Language: de; Content-Language: en | [content-language: de, en]
          X-Amz-Meta-A: 1; Server: S3          | []
          Set-Cookie: a=b                      | []
          """)
  void keepsTheListedFields(String lines, String fields) throws Exception {
    Keepable keepable = judge(200, "ETag: \"v\"; Content-Length: 100; " + lines);
    assertThat(((Keepable.Yes) keepable).facts().fields()).hasToString(fields);
  }

  private static Keepable judge(int status, String lines) throws Exception {
    String head = "HTTP/1.1 " + status + " X\r\n" + lines.replace("; ", "\r\n") + "\r\n\r\n";
    ByteBuf octets = Unpooled.copiedBuffer(head, StandardCharsets.ISO_8859_1);
    ResponseHead read = new ResponseHead();
    new HeadReader(read, 1000, 1000, 20).read(octets);
    octets.release();
    return Keepable.of(
        StoreAnswers.of(read, Instant.now()), read, Octets.EMPTY, List.of("content-language"), 100);
  }
}
