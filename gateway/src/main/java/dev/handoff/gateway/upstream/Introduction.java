package dev.handoff.gateway.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.front.FrontKey;
import dev.handoff.core.front.FrontProof;
import dev.handoff.core.front.FrontWords;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/**
 * The field lines by which an app knows us, ready to be written with every request. With keys they
 * hold a proof, made anew once a second. Shared by all loops.
 */
public final class Introduction {
  private final byte[] fixed;
  private final List<FrontKey> keys;
  private final FrontWords words;
  private final InstantSource clock;
  private volatile Lines made;

  private record Lines(long second, List<byte[]> text) {
    byte[] octets() {
      return text.getFirst();
    }
  }

  /**
   * @param fixed lines that are always the same; may be empty
   * @param keys the first proves; empty: nothing is proven
   * @param words what is proven: as it stands in {@code fixed}
   */
  public Introduction(byte[] fixed, List<FrontKey> keys, FrontWords words, InstantSource clock) {
    this.fixed = fixed.clone();
    this.keys = List.copyOf(keys);
    this.words = words;
    this.clock = clock;
    this.made = new Lines(Long.MIN_VALUE, List.of(this.fixed));
  }

  /** The lines as they are now. Not to be written to. */
  byte[] lines() {
    if (keys.isEmpty()) {
      return fixed;
    }
    Lines last = made;
    Instant now = clock.instant();
    if (last.second() != now.getEpochSecond()) {
      last = new Lines(now.getEpochSecond(), List.of(with(now)));
      made = last;
    }
    return last.octets();
  }

  private byte[] with(Instant now) {
    String line = FrontProof.FIELD + ": " + FrontProof.of(keys).prove(words, now) + "\r\n";
    byte[] proof = line.getBytes(ISO_8859_1);
    byte[] all = Arrays.copyOf(fixed, fixed.length + proof.length);
    System.arraycopy(proof, 0, all, fixed.length, proof.length);
    return all;
  }

  /** Whether another one says the same with the same keys. */
  boolean isLike(Introduction other) {
    return Arrays.equals(fixed, other.fixed) && keys.equals(other.keys);
  }
}
