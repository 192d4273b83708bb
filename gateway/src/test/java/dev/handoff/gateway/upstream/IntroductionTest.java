package dev.handoff.gateway.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.FrontKey;
import dev.handoff.core.front.FrontProof;
import dev.handoff.core.front.FrontWords;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What an app hears of us, second by second. */
class IntroductionTest {
  private static final FrontKey KEY = FrontKey.of("k1", new byte[32]);
  private static final FrontKey NEXT = FrontKey.of("k2", new byte[32]);
  private static final FrontWords WORDS = new FrontWords("X-Accel-Redirect", "/a/=/b/");
  private static final byte[] FIXED =
      "X-Sendfile-Type: X-Accel-Redirect\r\nX-Redirect-Map: /a/=/b/\r\n".getBytes(ISO_8859_1);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1_000));

  @Test
  void withoutKeysItIsAlwaysTheSame() {
    Introduction introduction = introduction(List.of());
    assertThat(introduction.lines()).isEqualTo(FIXED).isSameAs(introduction.lines());
  }

  @Test
  void aProofIsMadeOnceASecondAndHolds() {
    Introduction introduction = introduction(List.of(KEY, NEXT));
    byte[] first = introduction.lines();
    now.set(Instant.ofEpochSecond(1_000, 999_999_999));
    assertThat(introduction.lines()).isSameAs(first);
    now.set(Instant.ofEpochSecond(1_001));
    byte[] second = introduction.lines();
    assertThat(second).isNotEqualTo(first);
    String lines = new String(second, ISO_8859_1);
    assertThat(lines).startsWith(new String(FIXED, ISO_8859_1)).endsWith(":\r\n");
    String proof = lines.substring(lines.indexOf("Handoff-Front: ") + 15).strip();
    assertThat(
            FrontProof.of(List.of(KEY))
                .judge(List.of(proof), List.of("X-Accel-Redirect"), List.of("/a/=/b/"), now.get()))
        .isEqualTo(new FrontProof.Verdict.Proven(WORDS));
  }

  @Test
  void anotherKeyIsAnotherIntroduction() {
    assertThat(introduction(List.of(KEY)).isLike(introduction(List.of(KEY)))).isTrue();
    assertThat(introduction(List.of(KEY)).isLike(introduction(List.of(NEXT)))).isFalse();
    assertThat(
            introduction(List.of(KEY))
                .isLike(introduction(List.of(FrontKey.of("k1", new byte[33])))))
        .isFalse();
  }

  private Introduction introduction(List<FrontKey> keys) {
    return new Introduction(FIXED, keys, WORDS, now::get);
  }
}
