package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.fields.Field;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.validators.EntityTag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stands before the octets of a slice. */
final class SliceHeaderTest {
  static final ObjectFacts FACTS =
      new ObjectFacts(
          Octets.utf8("/_s/\nhttp://a\n/bücket/k"),
          10_000_000_000L,
          new EntityTag("ä-1", false),
          Optional.of(Instant.ofEpochSecond(1_700_000_000)),
          Optional.of("text/plain; charset=utf-8"),
          true,
          List.of(new Field("x-a", "1"), new Field("x-b", "")),
          4096);

  static final ObjectFacts BARE =
      new ObjectFacts(
          Octets.EMPTY,
          1,
          new EntityTag("", false),
          Optional.empty(),
          Optional.empty(),
          false,
          List.of(),
          1);

  @Test
  void readsWhatItWrote() {
    for (ObjectFacts facts : List.of(FACTS, BARE)) {
      SliceHeader header = new SliceHeader(7, 0xdeadbeef, facts);
      byte[] encoded = header.encode();
      assertThat(SliceHeader.lengthIn(Arrays.copyOf(encoded, SliceHeader.FIXED)))
          .contains(encoded.length);
      assertThat(SliceHeader.lengthFor(facts)).isEqualTo(encoded.length);
      assertThat(SliceHeader.decode(encoded)).contains(header);
    }
  }

  @Test
  void noSingleBitMayChange() {
    byte[] encoded = new SliceHeader(7, 42, FACTS).encode();
    for (int bit = 0; bit < encoded.length * 8; bit++) {
      byte[] changed = encoded.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(reads(changed)).as("bit " + bit).isFalse();
    }
  }

  @Test
  void noPartIsTheWhole() {
    byte[] encoded = new SliceHeader(7, 42, FACTS).encode();
    for (int length = SliceHeader.FIXED; length < encoded.length; length++) {
      assertThat(SliceHeader.decode(Arrays.copyOf(encoded, length))).isEmpty();
    }
    assertThat(reads(new byte[encoded.length])).isFalse();
  }

  /** As whoever opens a file does it: first the length, then all of it. */
  private static boolean reads(byte[] file) {
    Optional<Integer> length = SliceHeader.lengthIn(Arrays.copyOf(file, SliceHeader.FIXED));
    return length.isPresent()
        && length.get() <= file.length
        && SliceHeader.decode(Arrays.copyOf(file, length.get())).isPresent();
  }

  @Test
  void slicesCoverTheObject() {
    assertThat(FACTS.lastSlice()).isEqualTo(2_441_406);
    assertThat(FACTS.lengthOf(0)).isEqualTo(4096);
    assertThat(FACTS.lengthOf(2_441_406)).isEqualTo(10_000_000_000L - 2_441_406L * 4096);
    assertThat(BARE.lastSlice()).isZero();
    assertThat(ObjectFacts.fits(Long.MAX_VALUE, 4096)).isFalse();
    assertThat(ObjectFacts.fits(0, 4096)).isFalse();
    assertThatThrownBy(() ->
            new ObjectFacts(
                Octets.EMPTY,
                1,
                new EntityTag("a", true),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
