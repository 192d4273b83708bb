package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.OpenOctets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Octets of an open file on their way to what cannot take a file: TLS and HTTP/2.
 *
 * <p>Pulled: one piece is read when the one before was written, so a transfer holds one pooled
 * buffer of at most {@link #PIECE} octets, and a client that stalls holds what its socket did not
 * take of it. Reads come from the page cache as a rule and happen on the loop; a cold page blocks
 * it.
 *
 * <p>Confined to its loop.
 */
final class FilePump {
  /**
   * The most that is read at once: two TLS records. With 64 KB there would be fewer system calls,
   * and twice the memory behind every client that stalls.
   */
  static final int PIECE = 32 * 1024;

  /** After so much in one go the other connections of the loop have their turn. */
  private static final int TURN = 512 * 1024;

  /** Where the octets go. Called on the loop. */
  interface Sink {
    /**
     * How many octets may be written now; 0 for none, then {@link FilePump#resume} goes on. More
     * than {@link FilePump#PIECE} is not asked for.
     */
    default int room() {
      return PIECE;
    }

    /** Writes and flushes {@code piece}, which is the sink's; the future tells when it is out. */
    ChannelFuture write(ByteBuf piece);

    /** That many octets are out. */
    void wrote(int octets);

    /** All octets are out; the hold on the file is given back. */
    void done();

    /** The rest will not come; the hold on the file is given back. */
    void failed(Throwable cause);
  }

  private final EventLoop loop;
  private final ByteBufAllocator allocator;
  private final Sink sink;
  private final long end;
  private @Nullable OpenOctets file;
  private long at;
  private int turn;
  private boolean inFlight;
  private boolean pulling;

  /** Takes over one hold on {@code file}. */
  FilePump(
      EventLoop loop,
      ByteBufAllocator allocator,
      OpenOctets file,
      long first,
      long length,
      Sink sink) {
    this.loop = loop;
    this.allocator = allocator;
    this.file = file;
    this.at = first;
    this.end = first + length;
    this.sink = sink;
  }

  /** Begins, or goes on after the sink had no room. */
  void resume() {
    if (!inFlight) {
      pull();
    }
  }

  /** Sends no more and tells nobody; what is being written stays with the sink. */
  void stop() {
    letGo();
  }

  private void pull() {
    if (pulling) {
      // Written at once: the loop below goes on instead of calling deeper.
      return;
    }
    pulling = true;
    try {
      turn = 0;
      while (!inFlight && file != null) {
        if (at == end) {
          letGo();
          sink.done();
          return;
        }
        if (turn >= TURN) {
          inFlight = true;
          loop.execute(this::nextTurn);
          return;
        }
        int size = (int) Math.min(Math.min(PIECE, sink.room()), end - at);
        if (size <= 0) {
          return;
        }
        read(size);
      }
    } finally {
      pulling = false;
    }
  }

  private void nextTurn() {
    inFlight = false;
    pull();
  }

  private void read(int size) {
    OpenOctets from = file;
    if (from == null) {
      return;
    }
    ByteBuf piece = allocator.directBuffer(size, size);
    try {
      while (piece.isWritable()) {
        int read =
            piece.writeBytes(from.channel(), at + piece.readableBytes(), piece.writableBytes());
        if (read < 0) {
          throw new EOFException("the file became shorter");
        }
      }
    } catch (IOException | RuntimeException failure) {
      piece.release();
      fail(failure);
      return;
    }
    write(piece);
  }

  private void write(ByteBuf piece) {
    int size = piece.readableBytes();
    at += size;
    turn += size;
    inFlight = true;
    ChannelFuture written = sink.write(piece);
    if (written.isDone()) {
      written(written, size);
    } else {
      written.addListener(done -> written(done, size));
    }
  }

  private void written(Future<?> done, int size) {
    inFlight = false;
    if (file == null) {
      return;
    }
    if (done.isSuccess()) {
      sink.wrote(size);
      pull();
    } else {
      fail(done.cause());
    }
  }

  private void fail(Throwable cause) {
    letGo();
    sink.failed(cause);
  }

  private void letGo() {
    OpenOctets held = file;
    file = null;
    if (held != null) {
      held.release();
    }
  }
}
