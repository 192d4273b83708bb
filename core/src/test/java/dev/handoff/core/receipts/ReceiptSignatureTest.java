package dev.handoff.core.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch is believed only with a signature of a known key over this very body, made just now. */
class ReceiptSignatureTest {
  private static final ReceiptKey KEY =
      ReceiptKey.of("r1", "0123456789abcdef0123456789abcdef".getBytes(UTF_8));
  private static final Instant NOW = Instant.ofEpochSecond(1_764_043_200);
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final byte[] BODY = "{\"batch\":\"b\",\"receipts\":[]}".getBytes(UTF_8);

  /** The vector of docs/receipts.md; computed with openssl. */
  private static final String GOOD =
      "keyid=\"r1\", created=@1764043200, hmac=:rLZH/5DlZiZT8Nb7mKuDtWkytqvf7pj6PtXEp0y+GoQ=:";

  @Test
  void signsAsTheDocumentedVector() {
    assertThat(ReceiptSignature.sign(KEY, NOW, BODY)).isEqualTo(GOOD);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0    | at the moment it was signed
          300  | as late as the tolerance allows
          -300 | by a clock that is behind
          """)
  void believes(long secondsLater, String reason) {
    assertThat(verify(GOOD, BODY, NOW.plusSeconds(secondsLater)))
        .as(reason)
        .isEqualTo(new ReceiptSignature.Genuine("r1", NOW));
  }

  @Test
  void believesEitherKeyWhileOneReplacesTheOther() {
    ReceiptKey next = ReceiptKey.of("r2", "fedcba9876543210fedcba9876543210".getBytes(UTF_8));
    for (ReceiptKey signer : List.of(KEY, next)) {
      String header = ReceiptSignature.sign(signer, NOW, BODY);
      assertThat(ReceiptSignature.verify(List.of(next, KEY), header, BODY, NOW, TOLERANCE))
          .isEqualTo(new ReceiptSignature.Genuine(signer.id(), NOW));
    }
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          r1            | rX            | a key nobody knows
          @1764043200   | @1764043201   | another moment
          @1764043200   | 1764043200    | a number is no date
          :rLZH    | :AAAA         | another signature
          hmac=:        | mac=:         | none at all
          keyid="r1"    | keyid=r1      | a token is no string
          created       | ;created      | not a dictionary
          """)
  void refusesAForged(String from, String to, String reason) {
    String header = GOOD.replace(from.strip(), to.strip());
    assertThat(header).isNotEqualTo(GOOD);
    assertThat(verify(header, BODY, NOW)).as(reason).isInstanceOf(ReceiptSignature.Refused.class);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          301  | a second beyond the tolerance: played again later
          -301 | from a future that no clock explains
          """)
  void refusesAnotherTime(long secondsLater, String reason) {
    assertThat(verify(GOOD, BODY, NOW.plusSeconds(secondsLater)))
        .as(reason)
        .isInstanceOf(ReceiptSignature.Refused.class);
  }

  @Test
  void refusesAnyOtherBody() {
    for (int i = 0; i < BODY.length; i++) {
      byte[] changed = BODY.clone();
      changed[i] ^= 1;
      assertThat(verify(GOOD, changed, NOW)).isInstanceOf(ReceiptSignature.Refused.class);
    }
    assertThat(verify("", BODY, NOW)).isInstanceOf(ReceiptSignature.Refused.class);
  }

  @Test
  void aSecretThatCanBeGuessedIsNoKey() {
    assertThatThrownBy(() -> ReceiptKey.of("r1", new byte[31]))
        .hasMessageContaining("31 octets")
        .hasMessageContaining("handoff keygen");
    assertThatThrownBy(() -> ReceiptKey.ofBase64("r1", "not base64!"))
        .hasMessageContaining("not base64")
        .hasMessageNotContaining("!");
    assertThatThrownBy(() -> ReceiptKey.of("r 1", new byte[32])).hasMessageContaining("r 1");
    assertThat(KEY).hasToString("ReceiptKey[r1]");
  }

  private static ReceiptSignature.Verdict verify(String header, byte[] body, Instant now) {
    return ReceiptSignature.verify(List.of(KEY), header, body, now, TOLERANCE);
  }
}
