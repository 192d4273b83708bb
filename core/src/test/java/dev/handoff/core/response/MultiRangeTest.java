package dev.handoff.core.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeLimits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: B12 F1-F6 F8-F13 F15 F16 F18
final class MultiRangeTest {
  @ParameterizedTest(name = "{0} {1} {2} of {3} bytes: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          F1  | GET  | bytes=0-9,500-509          | 100000 | 206 [0-9, 500-509]
          F4  | GET  | bytes=500-509,0-9          | 100000 | 206 [500-509, 0-9]
          F5  | GET  | bytes=0-19,10-29           | 100000 | 206 bytes 0-29/100000
          F6  | GET  | bytes=0-9,200000-          | 100000 | 206 bytes 0-9/100000
          F8  | GET  | bytes=0-9,200000-,20-29    | 100000 | 206 [0-9, 20-29]
          F9  | GET  | bytes=200000-,-0           | 100000 | 416 bytes */100000
          F10 | GET  | bytes=0-,0-,0-             | 100000 | 206 bytes 0-99999/100000
          F11 | GET  | bytes=0-49999,50000-99999  | 100000 | 206 bytes 0-99999/100000
          F16 | GET  | bytes=0-9,,20-29           | 100000 | 206 [0-9, 20-29]
          F18 | HEAD | bytes=0-9,500-509          | 100000 | 200
          """)
  void answers(String id, String method, String range, long length, String outcome) {
    FileRequest request = Given.request(method, "Range: " + range);

    assertThat(Given.outcome(Given.decide(request, Given.file(length)))).isEqualTo(outcome);
  }

  @Test
  void f1f2TheMessageIsExactlyThis() {
    ResponsePlan.MultiPart plan =
        (ResponsePlan.MultiPart) Given.get(Given.file(1000), "Range: bytes=0-1,-3");

    assertThat(sent(plan, (byte) 'x'))
        .asString(StandardCharsets.ISO_8859_1)
        .isEqualTo(
            """
            --0123456789abcdef0123456789abcdef
            Content-Type: text/plain; charset=utf-8
            Content-Range: bytes 0-1/1000

            xx
            --0123456789abcdef0123456789abcdef
            Content-Type: text/plain; charset=utf-8
            Content-Range: bytes 997-999/1000

            xxx
            --0123456789abcdef0123456789abcdef--
            """
                .replace("\n", "\r\n"));
    assertThat(plan.fields())
        .map(Object::toString)
        .containsExactly(
            "Content-Type: multipart/byteranges; boundary=0123456789abcdef0123456789abcdef",
            "Content-Length: " + sent(plan, (byte) 'x').length,
            "ETag: \"v1\"",
            "Last-Modified: " + Given.SAME,
            "Accept-Ranges: bytes");
  }

  @Test
  void b12WithoutATypePartsHaveNoneEither() {
    Representation untyped =
        Representation.of(
            OptionalLong.of(1000), Given.file(1000).validators(), Optional.empty(), true);
    ResponsePlan.MultiPart plan =
        (ResponsePlan.MultiPart) Given.get(untyped, "Range: bytes=0-1,-3");

    assertThat(plan.parts().get(0).head())
        .isEqualTo("--" + Given.BOUNDARY + "\r\nContent-Range: bytes 0-1/1000\r\n\r\n");
  }

  @Test
  void f2TheAnnouncedLengthIsThatOfWhatIsSent() {
    Random random = new Random(42);
    int multiparts = 0;
    for (int round = 0; round < 3_000; round++) {
      long length = 1 + random.nextInt(30_000);
      StringBuilder range = new StringBuilder("bytes=");
      for (int i = 2 + random.nextInt(8); i > 0; i--) {
        int first = random.nextInt((int) length);
        range.append(first).append('-').append(first + random.nextInt(40)).append(',');
      }
      if (Given.get(Given.file(length), "Range: " + range) instanceof ResponsePlan.MultiPart plan) {
        multiparts++;
        assertThat(sent(plan, (byte) 0)).as("%s", range).hasSize((int) plan.totalLength());
        assertThat(plan.contentLength()).hasValue(plan.totalLength());
        assertThat(Given.value(plan, "Content-Length")).isEqualTo("" + plan.totalLength());
        // F13: never much more than the file itself.
        assertThat(plan.totalLength()).isLessThan(length + 4096);
      }
    }
    assertThat(multiparts).isGreaterThan(1_000);
  }

  @ParameterizedTest(name = "F13 {0} ranges of one byte in {1} bytes: {2}")
  @CsvSource({"2, 1000, 206", "20, 1000, 206", "45, 1000, 200", "45, 100000, 206"})
  void partsThatCostMoreThanTheFileGiveTheFile(int count, long length, int status) {
    StringBuilder range = new StringBuilder("bytes=0-0");
    for (int i = 1; i < count; i++) {
      range.append(',').append(i * 20).append('-').append(i * 20);
    }
    assertThat(Given.get(Given.file(length), "Range: " + range).status()).isEqualTo(status);
  }

  @Test
  void f12TooManyRangesGiveTheFile() {
    assertThat(Given.get(Given.file(1_000_000), "Range: bytes=" + "0-0,".repeat(101)).status())
        .isEqualTo(200);
  }

  @Test
  void f15TheHeadsOfAllPartsAreSmall() {
    StringBuilder range = new StringBuilder("bytes=");
    for (int i = 0; i < 50; i++) {
      range.append(i * 1000L).append('-').append(i * 1000L + 1).append(',');
    }
    ResponsePlan.MultiPart plan =
        (ResponsePlan.MultiPart) Given.get(Given.file(1L << 40), "Range: " + range);

    assertThat(plan.parts()).hasSize(50);
    assertThat(plan.parts().stream().mapToInt(part -> part.headOctets().length).sum())
        .isLessThan(16 << 10);
  }

  @Test
  void f3BoundariesAre128RandomBitsEachTime() {
    Supplier<String> boundary = Boundary.from(new SecureRandom());
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      assertThat(boundary.get())
          .matches("[0-9a-f]{32}")
          .satisfies(b -> assertThat(seen.add(b)).isTrue());
    }
  }

  @Test
  void f3TheBoundaryIsAskedOnceAndOnlyForSeveralParts() {
    int[] asked = {0};
    Supplier<String> counting = () -> "b" + ++asked[0];
    for (String range : new String[] {"bytes=0-9", "bytes=0-9,10-19", "items=0", "bytes=0-1,5-6"}) {
      FileResponse.decide(
          Given.request("GET", "Range: " + range),
          Given.file(100_000),
          Given.NOW,
          RangeLimits.DEFAULT,
          counting);
    }
    assertThat(asked[0]).isEqualTo(1);
  }

  @ParameterizedTest(name = "boundary \"{0}\" is refused")
  @CsvSource({"''", "a b", "a\"b", "ä"})
  void aBoundaryThatWouldNeedQuotesIsAMistakeOfTheCaller(String boundary) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            FileResponse.decide(
                Given.request("GET", "Range: bytes=0-1,5-6"),
                Given.file(1000),
                Given.NOW,
                RangeLimits.DEFAULT,
                () -> boundary));
  }

  @Test
  void severalPartsOfACodedFileGiveTheFile() {
    Representation gzip = Given.file(100_000).withContentEncoding("gzip");

    assertThat(Given.outcome(Given.get(gzip, "Range: bytes=0-9,500-509"))).isEqualTo("200");
    assertThat(Given.outcome(Given.get(gzip, "Range: bytes=0-9")))
        .isEqualTo("206 bytes 0-9/100000");
  }

  /** As a shell sends it, every byte of the file being fill. */
  private static byte[] sent(ResponsePlan.MultiPart plan, byte fill) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Part part : plan.parts()) {
      out.writeBytes(part.headOctets());
      ByteRange range = part.range();
      byte[] slice = new byte[(int) range.length()];
      java.util.Arrays.fill(slice, fill);
      out.writeBytes(slice);
    }
    out.writeBytes(plan.closingDelimiter().getBytes(StandardCharsets.ISO_8859_1));
    return out.toByteArray();
  }
}
