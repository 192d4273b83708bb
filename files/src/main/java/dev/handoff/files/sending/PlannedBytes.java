package dev.handoff.files.sending;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.response.Part;
import dev.handoff.core.response.ResponsePlan;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** The content of one answer, buffer by buffer, exactly as long as the plan announced. */
public final class PlannedBytes {
  private final OpenSource source;
  private final Deque<Piece> pieces = new ArrayDeque<>();

  /** What comes next: text of ours, or bytes of the source. */
  private sealed interface Piece {}

  /** Octets between parts, from a position on. */
  private record Text(String octets, int from) implements Piece {}

  /** Bytes of the source; an empty length is as long as there are any. */
  private record Slice(long first, OptionalLong length) implements Piece {}

  /** The content of an answer to a GET; nothing for a plan without content. */
  public PlannedBytes(ResponsePlan plan, OpenSource source) {
    this.source = source;
    if (plan instanceof ResponsePlan.Full full) {
      pieces.add(new Slice(0, full.contentLength()));
    } else if (plan instanceof ResponsePlan.Partial partial) {
      pieces.add(slice(partial.range()));
    } else if (plan instanceof ResponsePlan.MultiPart several) {
      for (Part part : several.parts()) {
        pieces.add(new Text(part.head(), 0));
        pieces.add(slice(part.range()));
      }
      pieces.add(new Text(several.closingDelimiter(), 0));
    }
  }

  private static Slice slice(ByteRange range) {
    return new Slice(range.first(), OptionalLong.of(range.length()));
  }

  /**
   * Fills the buffer as far as there is content. Blocks.
   *
   * @param most how much of the buffer to use, at least 1
   * @return how many bytes; -1 at the end
   * @throws EOFException when the source is shorter than it was: what was announced cannot be kept
   */
  public int next(byte[] buffer, int most) throws IOException {
    int filled = 0;
    // What others bring is passed on as it comes.
    while (filled < most && !pieces.isEmpty() && !(filled > 0 && source.waitsForOthers())) {
      Piece piece = pieces.poll();
      filled +=
          piece instanceof Text text
              ? write(text, buffer, filled, most)
              : read((Slice) piece, buffer, filled, most);
    }
    return filled == 0 && pieces.isEmpty() ? -1 : filled;
  }

  private int write(Text text, byte[] buffer, int at, int most) {
    byte[] octets = text.octets.substring(text.from).getBytes(StandardCharsets.ISO_8859_1);
    int count = Math.min(octets.length, most - at);
    System.arraycopy(octets, 0, buffer, at, count);
    if (count < octets.length) {
      pieces.addFirst(new Text(text.octets, text.from + count));
    }
    return count;
  }

  private int read(Slice slice, byte[] buffer, int at, int most) throws IOException {
    int room = most - at;
    long left = slice.length.orElse(Long.MAX_VALUE);
    if (left == 0) {
      return 0;
    }
    source.expect(slice.first, slice.length);
    int count = source.read(slice.first, buffer, at, (int) Math.min(room, left));
    if (count < 0) {
      if (slice.length.isPresent()) {
        throw new EOFException("the source ended " + left + " bytes early");
      }
      return 0;
    }
    OptionalLong rest =
        slice.length.isPresent() ? OptionalLong.of(left - count) : OptionalLong.empty();
    pieces.addFirst(new Slice(slice.first + count, rest));
    return count;
  }
}
