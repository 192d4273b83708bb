package dev.handoff.gateway.limit.pace;

import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.OpenOctets;
import dev.handoff.gateway.exchange.Tunnel;
import dev.handoff.gateway.http1.Head;
import dev.handoff.gateway.http1.RequestHead;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An exchange whose content goes out at a pace. Heads and interim answers do not count and never
 * wait; a tunnel is not held back.
 *
 * <p>What was written and is not due yet is held, in order; meanwhile {@link #isWritable} says no,
 * so that little more than one read of a store or an app ever is.
 */
public final class PacedExchange extends Exchange implements Exchange.ClientWatch {
  private final Exchange inner;
  private final Pace pace;

  /** {@link ByteBuf} and {@link FilePart}, in the order they were written. */
  private final ArrayDeque<Object> held = new ArrayDeque<>(2);

  private long reserved;
  private boolean pumping;
  private boolean fileOnItsWay;
  private boolean ended;
  private @Nullable Head trailers;
  private @Nullable Future<?> timer;

  /** Octets of a file that are still to go. */
  private static final class FilePart {
    final OpenOctets file;
    final Runnable written;
    long at;
    long left;

    FilePart(OpenOctets file, long at, long left, Runnable written) {
      this.file = file;
      this.at = at;
      this.left = left;
      this.written = written;
    }
  }

  private PacedExchange(Exchange inner, Pace pace) {
    super(inner);
    this.inner = inner;
    this.pace = pace;
    inner.watch(this);
    inner.afterwards(this::drop);
  }

  /**
   * Has the content of {@code exchange} wait for a pace, if it does not already.
   *
   * @param free octets that go before any rate holds
   */
  public static PacedExchange of(Exchange exchange, long free) {
    return exchange instanceof PacedExchange paced
        ? paced
        : new PacedExchange(exchange, new Pace(free));
  }

  /** What holds it back; to be changed before any content is written. */
  public Pace pace() {
    return pace;
  }

  // --- content

  @Override
  public void finish(AnswerHead head, ByteBuf content) {
    int size = content.readableBytes();
    if (size == 0 || isHead() || inner.isOver() || inner.isAnswered()) {
      inner.finish(head, content);
      return;
    }
    long now = System.nanoTime();
    reserved = pace.reserve(size, now);
    if (reserved == size && pace.due() - now <= 0) {
      reserved = 0;
      inner.finish(head, content);
      return;
    }
    inner.start(head, Length.DECLARED);
    write(content);
    end(null);
  }

  @Override
  public void write(ByteBuf data) {
    if (isOver() || isHead() || !data.isReadable()) {
      data.release();
      return;
    }
    held.addLast(data);
    pump(false);
  }

  @Override
  public void write(OpenOctets file, long first, long length, Runnable written) {
    if (isOver()) {
      return;
    }
    file.retain();
    held.addLast(new FilePart(file, first, length, written));
    pump(false);
  }

  @Override
  public void end(@Nullable Head fields) {
    if (isOver()) {
      return;
    }
    if (held.isEmpty()) {
      inner.end(fields);
      return;
    }
    ended = true;
    trailers = fields == null ? null : fields.copyOfFields();
  }

  /**
   * Sends what is due.
   *
   * @param later it is not whoever writes who calls, so nobody else will flush
   */
  private void pump(boolean later) {
    if (pumping || timer != null || fileOnItsWay) {
      return;
    }
    pumping = true;
    boolean mayGoOn = true;
    while (mayGoOn && !held.isEmpty() && !inner.isOver()) {
      mayGoOn = sendPiece(held.getFirst());
    }
    pumping = false;
    if (!held.isEmpty() || inner.isOver()) {
      return;
    }
    if (ended) {
      Head fields = trailers;
      trailers = null;
      inner.end(fields);
    } else if (later) {
      inner.flush();
      tellWritable();
    }
  }

  private boolean sendPiece(Object first) {
    long now = System.nanoTime();
    if (reserved == 0) {
      reserved = pace.reserve(first instanceof FilePart part ? part.left : octets(first), now);
    }
    long wait = pace.due() - now;
    if (wait > 0) {
      // What went before should not wait with it, the head least of all.
      inner.flush();
      if (!inner.isOver()) {
        timer = loop().executor().schedule(this::due, wait, TimeUnit.NANOSECONDS);
      }
      return false;
    }
    return first instanceof FilePart part ? send(part) : send((ByteBuf) first);
  }

  private static long octets(Object data) {
    return ((ByteBuf) data).readableBytes();
  }

  private void due() {
    timer = null;
    pump(true);
  }

  private boolean send(ByteBuf data) {
    if (!inner.isWritable()) {
      inner.flush();
      if (!inner.isWritable()) {
        return false;
      }
    }
    int piece = (int) Math.min(reserved, data.readableBytes());
    reserved -= piece;
    if (piece == data.readableBytes()) {
      held.removeFirst();
      inner.write(data);
    } else {
      inner.write(data.readRetainedSlice(piece));
    }
    return true;
  }

  private boolean send(FilePart part) {
    long piece = Math.min(reserved, part.left);
    long first = part.at;
    reserved -= piece;
    part.at += piece;
    part.left -= piece;
    fileOnItsWay = true;
    inner.write(part.file, first, piece, () -> written(part));
    return !fileOnItsWay;
  }

  private void written(FilePart part) {
    fileOnItsWay = false;
    if (part.left == 0 && held.peekFirst() == part) {
      held.removeFirst();
      part.file.release();
      part.written.run();
    }
    pump(true);
  }

  /** Lets go of what is held. */
  private void drop() {
    pace.leave();
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    while (!held.isEmpty()) {
      switch (held.removeFirst()) {
        case FilePart part -> part.file.release();
        case Object data -> ((ByteBuf) data).release();
      }
    }
  }

  // --- the client

  @Override
  public void clientGone() {
    drop();
    tellGone();
  }

  @Override
  public void clientWritable() {
    if (held.isEmpty()) {
      tellWritable();
    } else {
      pump(true);
    }
  }

  @Override
  public void abort(String reason) {
    drop();
    inner.abort(reason);
  }

  @Override
  public boolean isWritable() {
    return isOver() || (held.isEmpty() && inner.isWritable());
  }

  @Override
  public boolean isOver() {
    return ended || inner.isOver();
  }

  // --- as it is

  @Override
  public RequestHead request() {
    return inner.request();
  }

  @Override
  public boolean hasBody() {
    return inner.hasBody();
  }

  @Override
  public void readBody(BodySink sink) {
    inner.readBody(sink);
  }

  @Override
  public void pauseBody(boolean pause) {
    inner.pauseBody(pause);
  }

  @Override
  public AnswerHead answer(int status) {
    return inner.answer(status);
  }

  @Override
  public void interim(AnswerHead head) {
    inner.interim(head);
  }

  @Override
  public void finish(AnswerHead head) {
    inner.finish(head);
  }

  @Override
  public void start(AnswerHead head, Length length) {
    inner.start(head, length);
  }

  @Override
  public void flush() {
    inner.flush();
  }

  @Override
  public boolean isAnswered() {
    return inner.isAnswered();
  }

  @Override
  public void whenOver(Ending ending) {
    inner.whenOver(ending);
  }

  @Override
  public void afterwards(Runnable task) {
    inner.afterwards(task);
  }

  @Override
  public @Nullable Tunnel tunnel(AnswerHead head, Tunnel.Peer peer) {
    return inner.tunnel(head, peer);
  }
}
