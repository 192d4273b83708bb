package dev.handoff.core.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// proves file-responses: K10 K11
final class DigestTest {
  /** The example of RFC 9530 appendix B.1. */
  @Test
  void k10IsAByteSequenceUnderItsAlgorithm() throws Exception {
    byte[] content = "{\"hello\": \"world\"}\n".getBytes(StandardCharsets.US_ASCII);
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(content);

    Digest digest = Digest.of(Digest.Algorithm.SHA_256, sha256);

    String value = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
    assertThat(digest.reprDigest()).hasToString("Repr-Digest: " + value);
    assertThat(digest.contentDigest()).hasToString("Content-Digest: " + value);
  }

  @Test
  void k11AStoredDigestIsTakenAsItWasStored() {
    String stored = "RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg";

    assertThat(new Digest(Digest.Algorithm.SHA_256, stored).base64()).isEqualTo(stored + "=");
    assertThat(Digest.of(Digest.Algorithm.SHA_512, new byte[64]).reprDigest().value())
        .startsWith("sha-512=:AAAA")
        .endsWith("==:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "AAAA", "not base64!", "RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=\r\n"})
  void whatIsNoSuchDigestIsRefused(String base64) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Digest(Digest.Algorithm.SHA_256, base64));
  }
}
