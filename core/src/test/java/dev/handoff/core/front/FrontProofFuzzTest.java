package dev.handoff.core.front;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.List;

/** Whatever a client sends, nothing is proven and nothing is thrown. */
class FrontProofFuzzTest {
  private static final FrontProof PROOF =
      FrontProof.of(List.of(FrontKey.of("k1", new byte[32]))).orToken("A".repeat(43));

  @FuzzTest
  void nothingForgedIsProven(FuzzedDataProvider data) {
    String map = data.consumeAsciiString(20);
    String value = data.consumeRemainingAsString();
    if (PROOF.judge(List.of(value), List.of(), List.of(map), Instant.ofEpochSecond(1))
        instanceof FrontProof.Verdict.Proven) {
      throw new AssertionError("proven without a key");
    }
  }
}
