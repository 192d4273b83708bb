package dev.handoff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The Django example as its README runs it, and what nginx cannot do with it. */
final class DjangoS3BehindGatewayTest extends DjangoS3Contract {
  private static final int KEY_OF_ALL_SORTS = 8;

  @Override
  Front front() {
    return Front.GATEWAY;
  }

  @Test
  void aSignedKeyOfAllSortsArrivesAsItWasSigned() throws Exception {
    HttpResponse<byte[]> response = get(KEY_OF_ALL_SORTS, ben());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(Files.readAllBytes(object("media/Entwürfe/Entwurf + Anhang (50 %)~1.txt")));
  }

  @Test
  void theAppsTypeWins() throws Exception {
    assertThat(get(REPORT, ben()).headers().allValues("Content-Type"))
        .containsExactly("text/csv; charset=utf-8");
  }

  @Test
  void anErrorIsNoAttachment() throws Exception {
    HttpResponse<byte[]> response = get(DELETED, ben());
    assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void aPartOfAnotherVersionIsNotSentAlthoughTheStoreWould() throws Exception {
    HttpResponse<byte[]> response =
        get(REPORT, ben(), "Range", "bytes=0-9", "If-Range", "\"another\"");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).hasSize(48_000);
  }

  @Test
  void aRangePastTheEndNamesTheLengthAlthoughTheStoreDoesNot() throws Exception {
    HttpResponse<byte[]> response = get(RECORDING, ben(), "Range", "bytes=24000000-");
    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(response.headers().firstValue("Content-Range")).hasValue("bytes */24000000");
    assertThat(text(response)).doesNotContain("InvalidRange", "?xml");
  }

  @Test
  void severalRangesComeInOneAnswer() throws Exception {
    HttpResponse<byte[]> response = get(RECORDING, ben(), "Range", "bytes=0-9,23999990-");
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("multipart/byteranges; boundary=");
    byte[] last = Arrays.copyOfRange(recording(), 23_999_990, 24_000_000);
    assertThat(response.body()).containsSequence(last);
  }
}
