package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.OpenOctets;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What of an answer's content waits to be sent: octets, and slices of open files, in order. */
final class Http2Content {
  private @Nullable Piece first;
  private @Nullable Piece last;
  private long octets;

  private static final class Piece {
    final @Nullable ByteBuf octets;
    final @Nullable OpenOctets file;
    final @Nullable Runnable written;
    long at;
    long left;
    @Nullable Piece next;

    Piece(@Nullable ByteBuf octets, @Nullable OpenOctets file, @Nullable Runnable written) {
      this.octets = octets;
      this.file = file;
      this.written = written;
    }

    void release() {
      if (octets != null) {
        octets.release();
      }
      if (file != null) {
        file.release();
      }
    }
  }

  boolean isEmpty() {
    return first == null;
  }

  /** Octets that wait in memory. */
  long octets() {
    return octets;
  }

  /** Adds octets, at least one; owns them. */
  void add(ByteBuf data) {
    Piece piece = new Piece(data, null, null);
    piece.left = data.readableBytes();
    octets += piece.left;
    add(piece);
  }

  /** Adds a slice of a file; takes over one hold on it. */
  void add(OpenOctets file, long at, long length, Runnable written) {
    Piece piece = new Piece(null, file, written);
    piece.at = at;
    piece.left = length;
    add(piece);
  }

  private void add(Piece piece) {
    Piece before = last;
    if (before == null) {
      first = piece;
    } else {
      before.next = piece;
    }
    last = piece;
  }

  /** How much of the first piece is left; 0 when there is none. */
  long firstLeft() {
    return first == null ? 0 : first.left;
  }

  /** Whether nothing is behind the first piece. */
  boolean isLastPiece() {
    return first != null && first.next == null;
  }

  /** The first piece, if it is in memory. */
  @Nullable ByteBuf firstOctets() {
    return first == null ? null : first.octets;
  }

  /**
   * Reads the next octets of the file that comes first into {@code out}.
   *
   * @return how many; fewer than wanted when the file is shorter than it was
   */
  int readFile(ByteBuf out, int length) throws IOException {
    Piece piece = first;
    if (piece == null || piece.file == null) {
      throw new IllegalStateException("no file comes next");
    }
    int done = 0;
    while (done < length) {
      int read = out.writeBytes(piece.file.channel(), piece.at + done, length - done);
      if (read <= 0) {
        break;
      }
      done += read;
    }
    piece.at += done;
    return done;
  }

  /**
   * The next {@code count} octets were sent.
   *
   * @return what is to be run when that was the end of a slice, or null
   */
  @Nullable Runnable sent(int count) {
    Piece piece = first;
    if (piece == null) {
      return null;
    }
    piece.left -= count;
    if (piece.octets != null) {
      octets -= count;
    }
    if (piece.left > 0) {
      return null;
    }
    first = piece.next;
    if (first == null) {
      last = null;
    }
    piece.release();
    return piece.written;
  }

  void release() {
    for (Piece piece = first; piece != null; piece = piece.next) {
      piece.release();
    }
    first = null;
    last = null;
    octets = 0;
  }
}
