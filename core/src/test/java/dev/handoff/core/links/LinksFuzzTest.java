package dev.handoff.core.links;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.handoff.core.paths.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whatever a client shows, only what was signed is valid, and nothing is thrown. */
class LinksFuzzTest {
  private static final Links LINKS = Links.of(List.of(LinkKey.of("k1", new byte[32])));
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  @FuzzTest
  void nothingUnsignedIsValid(FuzzedDataProvider data) {
    Octets path = Octets.wrap(data.consumeBytes(60));
    String query = data.consumeRemainingAsAsciiString();
    LinkVerdict verdict =
        LINKS.verify(new LinkUse(path, query, Optional.empty(), Optional.empty()), NOW);
    if (verdict instanceof LinkVerdict.Valid) {
      throw new AssertionError("valid without a signature");
    }
  }

  @FuzzTest
  void whatIsSignedIsValid(FuzzedDataProvider data) {
    String url = "/" + data.consumeRemainingAsString();
    String signed;
    try {
      signed = LINKS.signed(url, NOW);
    } catch (IllegalArgumentException cannotBeSigned) {
      return;
    }
    int question = signed.indexOf('?');
    Octets path = Octets.wrap(signed.substring(0, question).getBytes(StandardCharsets.US_ASCII));
    LinkUse use =
        new LinkUse(path, signed.substring(question + 1), Optional.empty(), Optional.empty());
    if (!(LINKS.verify(use, NOW) instanceof LinkVerdict.Valid)) {
      throw new AssertionError(signed);
    }
  }
}
