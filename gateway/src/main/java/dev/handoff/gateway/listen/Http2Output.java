package dev.handoff.gateway.listen;

import dev.handoff.gateway.http2.ErrorCode;
import dev.handoff.gateway.http2.FieldBlock;
import dev.handoff.gateway.http2.FrameWriter;
import dev.handoff.gateway.http2.PeerSettings;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What leaves on an HTTP/2 connection.
 *
 * <p>Frames of all streams are put one behind the other into one buffer; a file is read straight
 * into its frame. Content leaves when the windows of the client and the socket take it: until then
 * nothing of a file is in memory, however many streams there are. Streams take turns, a frame each:
 * RFC 9113 has given up priorities, and no client asks for two files and hopes that one waits.
 */
final class Http2Output {
  /** Largest buffer; also what one connection holds of files at a time, twice. */
  private static final int BUFFER = 64 * 1024;

  private static final int SMALL_BUFFER = 16 * 1024;

  /** Octets of memory that are worth a buffer of their own on the way to the socket. */
  private static final int UNCOPIED = 4 * 1024;

  /** What one connection sends before others have their turn. */
  private static final int TURN = 512 * 1024;

  /** With so much before a client that does not read, nothing more of it is read either. */
  private static final int FULL = 256 * 1024;

  /** Content sent in smaller frames, only because the client's window is so small, is noted. */
  private static final int DRIBBLE = 256;

  private final Channel channel;
  private final PeerSettings peer;
  private final Runnable dribbled;
  private final ArrayDeque<Http2Exchange> ready = new ArrayDeque<>(4);
  private @Nullable ByteBuf out;
  private int window = PeerSettings.DEFAULT_WINDOW;
  private long handedOver;
  private boolean held;
  private boolean flushing;
  private boolean scheduled;
  private @Nullable Http2Exchange inTurn;
  private @Nullable ChannelFutureListener watcher;

  /**
   * @param dribbled runs for each frame that a tiny window made tiny
   */
  Http2Output(Channel channel, PeerSettings peer, Runnable dribbled) {
    this.channel = channel;
    this.peer = peer;
    this.dribbled = dribbled;
  }

  // --- frames

  /** Writes a frame of at most {@link FrameWriter#SMALL} octets. */
  void frame(Consumer<ByteBuf> writer) {
    writer.accept(room(FrameWriter.SMALL, SMALL_BUFFER));
  }

  void reset(int stream, ErrorCode code) {
    FrameWriter.reset(room(FrameWriter.SMALL, SMALL_BUFFER), stream, code);
  }

  void windowUpdate(int stream, int increment) {
    FrameWriter.windowUpdate(room(FrameWriter.SMALL, SMALL_BUFFER), stream, increment);
  }

  /** Writes a head; owns {@code block}. */
  void headers(int stream, ByteBuf block, boolean end) {
    ByteBuf whole = block;
    if (peer.takeTableShrunk()) {
      whole = channel.alloc().buffer(block.readableBytes() + 1);
      FieldBlock.emptyTable(whole);
      whole.writeBytes(block);
      block.release();
    }
    int maxFrame = peer.maxFrame();
    int size = FrameWriter.headersSize(whole.readableBytes(), maxFrame);
    FrameWriter.headers(room(size, SMALL_BUFFER), stream, whole, end, maxFrame);
    whole.release();
  }

  /** Ends a stream whose content is out. */
  void endOfStream(int stream) {
    FrameWriter.data(room(FrameWriter.SMALL, SMALL_BUFFER), stream, 0, true);
  }

  /**
   * Sends all of a short answer's content at once.
   *
   * @return false when the windows do not take it now; nothing was done then
   */
  boolean wholeContent(Http2Exchange exchange, ByteBuf content) {
    int size = content.readableBytes();
    if (size > PeerSettings.DEFAULT_FRAME
        || size > window
        || size > exchange.window()
        || !ready.isEmpty()
        || !channel.isWritable()) {
      return false;
    }
    window -= size;
    content(exchange.stream(), content, size, true);
    content.release();
    return true;
  }

  private void content(int stream, ByteBuf from, int size, boolean end) {
    if (size < UNCOPIED) {
      ByteBuf to = room(FrameWriter.HEADER + size, SMALL_BUFFER);
      FrameWriter.data(to, stream, size, end);
      to.writeBytes(from, size);
    } else {
      FrameWriter.data(room(FrameWriter.HEADER, SMALL_BUFFER), stream, size, end);
      handOver();
      handedOver += size;
      channel.write(from.readRetainedSlice(size), promise());
    }
  }

  private ByteBuf room(int size, int usual) {
    ByteBuf now = out;
    if (now != null && now.maxFastWritableBytes() >= size) {
      return now;
    }
    handOver();
    now = channel.alloc().ioBuffer(Math.max(size, usual));
    out = now;
    return now;
  }

  private void handOver() {
    ByteBuf now = out;
    if (now != null) {
      out = null;
      handedOver += now.readableBytes();
      channel.write(now, promise());
    }
  }

  private ChannelPromise promise() {
    return watcher == null ? channel.voidPromise() : channel.newPromise().addListener(watcher);
  }

  /** Has {@code watcher} told of every write from now on, and how it went. */
  void watch(ChannelFutureListener all) {
    watcher = all;
  }

  // --- windows and turns

  /** The client takes more; false when its window would be over 2^31-1. */
  boolean widen(int increment) {
    if (window > Integer.MAX_VALUE - increment) {
      return false;
    }
    window += increment;
    return true;
  }

  /** A stream has content and a window for it. */
  void ready(Http2Exchange exchange) {
    if (!exchange.isQueued()) {
      exchange.queued(true);
      ready.addLast(exchange);
    }
  }

  /** Whether a frame of this stream is being written, whose end will be asked for. */
  boolean isInTurn(Http2Exchange exchange) {
    return inTurn == exchange;
  }

  void forget(Http2Exchange exchange) {
    if (exchange.isQueued()) {
      exchange.queued(false);
      ready.remove(exchange);
    }
  }

  /** From here on nothing is flushed until {@link #letGo}: more is to come at once. */
  void hold() {
    held = true;
  }

  void letGo() {
    held = false;
    flush();
  }

  /** Sends what can be sent, unless held. */
  void flush() {
    if (held || flushing) {
      return;
    }
    flushing = true;
    try {
      int turn = TURN;
      do {
        turn -= pump(turn);
        handOver();
        channel.flush();
      } while (turn > 0 && hasWork());
      if (hasWork() && !scheduled) {
        scheduled = true;
        channel
            .eventLoop()
            .execute(() -> {
              scheduled = false;
              flush();
            });
      }
    } finally {
      flushing = false;
    }
  }

  /** Sends every frame that is written, held or not: the connection is about to end. */
  void push() {
    handOver();
    channel.flush();
  }

  private boolean hasWork() {
    return !ready.isEmpty() && window > 0 && channel.isWritable();
  }

  private int pump(int most) {
    int sent = 0;
    while (sent < most && hasWork()) {
      Http2Exchange next = ready.pollFirst();
      if (next == null) {
        break;
      }
      next.queued(false);
      inTurn = next;
      try {
        sent += Math.max(1, turn(next));
      } finally {
        inTurn = null;
      }
      if (next.hasMore()) {
        ready(next);
      }
    }
    return sent;
  }

  /** Sends one frame of a stream. */
  private int turn(Http2Exchange exchange) {
    Http2Content content = exchange.content();
    int allowed = Math.min(Math.min(window, exchange.window()), PeerSettings.DEFAULT_FRAME);
    int size = (int) Math.min(allowed, content.firstLeft());
    if (size <= 0) {
      return 0;
    }
    if (size == allowed && size < DRIBBLE && size < content.firstLeft()) {
      dribbled.run();
      if (exchange.isOver() && content.isEmpty()) {
        return 0;
      }
    }
    ByteBuf octets = content.firstOctets();
    if (octets != null) {
      boolean end = content.isLastPiece() && size == content.firstLeft() && exchange.endsPlainly();
      content(exchange.stream(), octets, size, end);
      window -= size;
      exchange.sent(size);
      content.sent(size);
      exchange.afterFrame(end);
      return size;
    }
    return file(exchange, content, size);
  }

  @SuppressWarnings("ReferenceEquality") // the very buffer, not one with the same octets
  private int file(Http2Exchange exchange, Http2Content content, int wanted) {
    ByteBuf to = room(FrameWriter.HEADER + wanted, BUFFER);
    int start = to.writerIndex();
    FrameWriter.data(to, exchange.stream(), wanted, false);
    int size;
    try {
      size = content.readFile(to, wanted);
    } catch (IOException unreadable) {
      to.writerIndex(start);
      exchange.abort("reading the file failed: " + unreadable.getMessage());
      return 0;
    }
    if (size < wanted) {
      to.writerIndex(start);
      exchange.abort("the file became shorter while it was sent");
      return 0;
    }
    window -= size;
    exchange.sent(size);
    Runnable written = content.sent(size);
    if (written != null) {
      exchange.sliceIsWritten(written);
    }
    // Who wrote the slice has often ended the answer with it: then this frame says so.
    boolean end = out == to && content.isEmpty() && exchange.endsPlainly();
    if (end) {
      FrameWriter.changeData(to, start, size, true);
    }
    exchange.afterFrame(end);
    return size;
  }

  // --- the socket

  /** Whether so much waits for the socket that the client has to be held back. */
  boolean isFull() {
    return waiting() > FULL;
  }

  /** Changes whenever the socket has taken something. */
  long progress() {
    return handedOver - waiting();
  }

  private long waiting() {
    return pending() + (out == null ? 0 : out.readableBytes());
  }

  private long pending() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Octets written so far, wherever they are by now. */
  long position() {
    return handedOver + (out == null ? 0 : out.readableBytes());
  }

  /** Octets that the socket has taken, at least. */
  long sent() {
    return handedOver - pending();
  }

  /** The connection is gone. */
  void drop() {
    if (out != null) {
      out.release();
      out = null;
    }
    ready.clear();
  }
}
