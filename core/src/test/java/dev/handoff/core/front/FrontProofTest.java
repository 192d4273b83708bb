package dev.handoff.core.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.front.FrontProof.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A front proves itself, and nothing else does. */
class FrontProofTest {
  private static final long T = 1_795_219_200L;
  private static final Instant NOW = Instant.ofEpochSecond(T);
  private static final String MAP = "/srv/shop/files/=/_files/";
  private static final FrontWords WORDS = new FrontWords("X-Accel-Redirect", MAP);
  private static final String K1 =
      "v1;t=1795219200;k=\"k1\";mac=:iNEgdWWcZZYRBMq6eTjwMojp5BTIs+iG980EhIqrj40=:";
  private static final String TOKEN = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  private static final FrontProof PROOF = FrontProof.of(List.of(key("k1"), key("k2")));

  private static FrontKey key(String id) {
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) i;
    }
    return FrontKey.of(id, secret);
  }

  private static Verdict judge(String value, Instant now) {
    return PROOF.judge(List.of(value), List.of("X-Accel-Redirect"), List.of(MAP), now);
  }

  @Test
  void vectors() {
    assertThat(WORDS.signedText(T, "k1").getBytes(StandardCharsets.US_ASCII)).hasSize(73);
    assertThat(PROOF.prove(WORDS, NOW)).isEqualTo(K1);
    FrontWords silent = new FrontWords("", "");
    assertThat(silent.signedText(T, "k2").getBytes(StandardCharsets.US_ASCII)).hasSize(32);
    assertThat(FrontProof.of(List.of(key("k2"))).prove(silent, NOW))
        .isEqualTo("v1;t=1795219200;k=\"k2\";mac=:6PiF7vXoTS2oAgRC0qZfT5/IyvYy2PcVjOsEH+ywuxU=:");
  }

  @Test
  void whatItProvesIsBelieved() {
    assertThat(judge(K1, NOW)).isEqualTo(new Verdict.Proven(WORDS));
    assertThat(judge(K1 + ";later=1", NOW))
        .as("unknown parameters")
        .isInstanceOf(Verdict.Proven.class);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two proofs            | P & P | T     | M     | two lines
          two types             | P     | T & T | M     | two lines
          two maps              | P     | T     | M & M | two lines
          no type               | P     |       | M     | the MAC is another
          no map                | P     | T     |       | the MAC is another
          another map           | P     | T     | /x/=/ | the MAC is another
          no proof              |       | T     | M     | no Handoff-Front
          """)
  void oneLineOfEachField(String name, String proofs, String types, String maps, String reason) {
    Verdict verdict = PROOF.judge(lines(proofs), lines(types), lines(maps), NOW);
    assertThat(verdict).isInstanceOf(Verdict.Unproven.class);
    assertThat(verdict.toString()).contains(reason);
  }

  private static List<String> lines(String text) {
    return text == null
        ? List.of()
        : List.of(text.split(" & ")).stream()
            .map(one -> one.replaceAll("^P$", K1).replaceAll("^T$", "X-Accel-Redirect"))
            .map(one -> one.replaceAll("^M$", MAP))
            .toList();
  }

  @ParameterizedTest(name = "{0} s off within {1} s: proven {2}")
  @CsvSource({
    "60, 60, true",
    "-60, 60, true",
    "61, 60, false",
    "-61, 60, false",
    "5, 5, true",
    "6, 5, false",
    "300, 300, true",
    "301, 300, false"
  })
  void aWindowEitherWay(long off, long window, boolean proven) {
    FrontProof proof = PROOF.within(Duration.ofSeconds(window));
    Verdict verdict =
        proof.judge(List.of(K1), List.of("X-Accel-Redirect"), List.of(MAP), NOW.plusSeconds(off));
    assertThat(verdict instanceof Verdict.Proven).isEqualTo(proven);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1",
        "v1;t=1795219200",
        "v1;t=1795219200;k=\"k1\"",
        "v2;t=1;k=\"k1\";mac=:AAAA:",
        "v1;t=\"1795219200\";k=\"k1\";mac=:iNEgdWWcZZYRBMq6eTjwMojp5BTIs+iG980EhIqrj40=:",
        "v1;t=1795219200;k=k1;mac=:iNEgdWWcZZYRBMq6eTjwMojp5BTIs+iG980EhIqrj40=:",
        "v1;t=1795219200;k=\"k3\";mac=:iNEgdWWcZZYRBMq6eTjwMojp5BTIs+iG980EhIqrj40=:",
        "v1;t=1795219200;k=\"k2\";mac=:iNEgdWWcZZYRBMq6eTjwMojp5BTIs+iG980EhIqrj40=:",
        "v1;t=1795219201;k=\"k1\";mac=:iNEgdWWcZZYRBMq6eTjwMojp5BTIs+iG980EhIqrj40=:",
        "v1;t=1795219200;k=\"k1\";mac=:iNEgdWWcZZYRBMq6eTjwMojp5BTIs+iG980EhIqrj4:",
        "\"v1\";t=1795219200;k=\"k1\";mac=:iNEgdWWcZZYRBMq6eTjwMojp5BTIs+iG980EhIqrj40=:",
        "token;s=\"0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\"",
        "v1;t=1795219200;k=\"k1\";mac=:!:"
      })
  void nothingElseProves(String value) {
    assertThat(judge(value, NOW)).isInstanceOf(Verdict.Unproven.class);
  }

  @Test
  void everyCharacterCounts() {
    for (int i = 0; i < K1.length(); i++) {
      char other = K1.charAt(i) == 'A' ? 'B' : 'A';
      String altered = K1.substring(0, i) + other + K1.substring(i + 1);
      assertThat(judge(altered, NOW)).as(altered).isInstanceOf(Verdict.Unproven.class);
    }
  }

  @Test
  void aTokenSaysWhereAndNothingMore() {
    FrontProof proof = PROOF.orToken(TOKEN);
    String shown = "token;s=\"" + TOKEN + '"';
    assertThat(proof.judge(List.of(shown), List.of(), List.of(MAP), NOW))
        .isEqualTo(new Verdict.ByToken());
    assertThat(proof.judge(List.of(shown.replace("ABC", "abc")), List.of(), List.of(), NOW))
        .isInstanceOf(Verdict.Unproven.class);
    assertThat(proof.judge(List.of("token"), List.of(), List.of(), NOW))
        .isInstanceOf(Verdict.Unproven.class);
    assertThatThrownBy(() -> PROOF.orToken(TOKEN.substring(1))).hasMessageContaining("43");
  }

  @Test
  void keysAreLongEnoughAndKeepTheirSecret() {
    assertThatThrownBy(() -> FrontKey.of("k1", new byte[31])).hasMessageContaining("31 octets");
    assertThatThrownBy(() -> FrontKey.of("a b", new byte[32])).hasMessageContaining("\"a b\"");
    assertThatThrownBy(() -> FrontKey.ofBase64("k1", "s3cret!"))
        .hasMessageContaining("base64")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> FrontProof.of(List.of(key("k1"), key("k1"))))
        .hasMessageContaining("one name");
    assertThatThrownBy(() -> PROOF.within(Duration.ofSeconds(4))).hasMessageContaining("5 to 300");
    assertThat(key("k1")).hasToString("FrontKey[k1]");
  }
}
