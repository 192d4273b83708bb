package dev.handoff.gateway.listen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.exchange.OpenOctets;
import dev.handoff.gateway.exchange.Tunnel;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.Head;
import dev.handoff.gateway.http1.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/** An exchange over HTTP/1. */
final class Http1Exchange extends ClientExchange {
  /** Content up to this size is copied behind the head: one buffer is cheaper than two. */
  private static final int COPIED_CONTENT = 8 * 1024;

  private static final int HEAD_SIZE = 1024;
  private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n".getBytes(ISO_8859_1);
  private static final byte[] CLOSE = "Connection: close\r\n".getBytes(ISO_8859_1);
  private static final byte[] KEEP_ALIVE = "Connection: keep-alive\r\n".getBytes(ISO_8859_1);

  private final Http1Connection connection;
  private boolean bodyTaken;
  private boolean broken;
  private boolean keep;
  private boolean chunked;
  private boolean anyChunk;
  private @Nullable ByteBuf heldHead;
  private int heldContent;
  private @Nullable FileSlice sending;
  private @Nullable DeliveryWatch delivery;

  Http1Exchange(Http1Connection connection, Client client, RequestHead request) {
    super(connection.channel(), connection.loop(), client, connection.settings(), request);
    this.connection = connection;
  }

  @Override
  public boolean hasBody() {
    return !bodyTaken && connection.isBodyPending();
  }

  @Override
  public void readBody(BodySink sink) {
    bodyTaken = true;
    connection.startBody(sink);
  }

  @Override
  public void pauseBody(boolean pause) {
    connection.pauseBody(pause);
  }

  @Override
  public AnswerHead answer(int status) {
    return new Http1AnswerHead(status, loop().date().line(), channel.alloc().ioBuffer(HEAD_SIZE));
  }

  @Override
  public void interim(AnswerHead head) {
    if (isOver() || isAnswered() || !request().isVersionOneOne()) {
      head.discard();
      return;
    }
    channel.writeAndFlush(((Http1AnswerHead) head).complete(), channel.voidPromise());
  }

  @Override
  public void finish(AnswerHead head) {
    ByteBuf octets = begin(head, Length.DECLARED);
    if (octets != null) {
      channel.writeAndFlush(octets, channel.voidPromise());
      settle();
    }
  }

  @Override
  public void finish(AnswerHead head, ByteBuf content) {
    ByteBuf octets = begin(head, Length.DECLARED);
    if (octets == null || isHead()) {
      content.release();
      if (octets != null) {
        channel.writeAndFlush(octets, channel.voidPromise());
        settle();
      }
      return;
    }
    int size = content.readableBytes();
    record().sent(size);
    if (size <= COPIED_CONTENT) {
      octets.writeBytes(content);
      content.release();
      channel.writeAndFlush(octets, taken(size));
    } else {
      channel.write(octets, channel.voidPromise());
      channel.writeAndFlush(content, taken(size));
    }
    settle();
  }

  @Override
  public void start(AnswerHead head, Length length) {
    heldHead = begin(head, length);
  }

  /** Writes the head that waited for the first octets of content. */
  private void writeHeldHead() {
    ByteBuf head = heldHead;
    if (head != null) {
      heldHead = null;
      channel.write(head, taken(heldContent));
      heldContent = 0;
    }
  }

  /** For a write that holds {@code content} octets of the answer's content. */
  private ChannelPromise taken(int content) {
    DeliveryWatch watched = delivery;
    if (watched == null || content == 0) {
      return channel.voidPromise();
    }
    return channel
        .newPromise()
        .addListener(done -> {
          if (done.isSuccess()) {
            watched.taken(content);
          } else if (isOver()) {
            channel.close();
          } else {
            record().leftByClient("the client left");
            abort("the client left");
          }
        });
  }

  /** Nothing more will come of what is being sent: counts while the socket is still open. */
  private void takeStock() {
    FileSlice slice = sending;
    sending = null;
    if (slice != null) {
      record().sent(slice.transferred());
    }
    if (delivery != null) {
      delivery.taken(slice == null ? 0 : slice.transferred());
      delivery.takeStock();
    }
  }

  @Override
  public void write(ByteBuf data) {
    if (isOver() || isHead()) {
      data.release();
      return;
    }
    int size = data.readableBytes();
    if (size == 0) {
      data.release();
      return;
    }
    record().sent(size);
    ByteBuf head = heldHead;
    if (head != null && !chunked && head.readableBytes() + size <= COPIED_CONTENT) {
      head.writeBytes(data);
      heldContent += size;
      data.release();
      return;
    }
    writeHeldHead();
    if (chunked) {
      channel.write(chunkLine(size), channel.voidPromise());
    }
    channel.write(data, taken(size));
  }

  @Override
  public void write(OpenOctets file, long first, long length, Runnable written) {
    if (isOver()) {
      return;
    }
    if (client().secure()) {
      pump(file, first, length, written);
      return;
    }
    if (heldHead != null && CorkedHead.send(channel, heldHead)) {
      heldHead = null;
      if (delivery != null) {
        delivery.taken(heldContent);
      }
      heldContent = 0;
    }
    writeHeldHead();
    file.retain();
    FileSlice slice = new FileSlice(file, first, length);
    sending = slice;
    connection.clock().sending(connection.settings().timeouts().stall());
    channel
        .writeAndFlush(slice)
        .addListener(done -> {
          if (isOver()) {
            return;
          }
          if (done.isSuccess()) {
            sending = null;
            record().sent(length);
            if (delivery != null) {
              delivery.taken(length);
            }
            connection.clock().stop();
            written.run();
          } else {
            failed(done.cause());
          }
        });
  }

  /** A file that shrank, or a client that left: either way the content is short. */
  private void failed(Throwable cause) {
    String reason = SendFailure.reason(cause);
    if (SendFailure.isOfClient(cause)) {
      record().leftByClient(reason);
    }
    abort(reason);
  }

  /** TLS takes no file regions: the octets have to pass through it. */
  private void pump(OpenOctets file, long first, long length, Runnable written) {
    writeHeldHead();
    file.retain();
    connection.clock().sending(connection.settings().timeouts().stall());
    new FilePump(channel.eventLoop(), channel.alloc(), file, first, length, new PumpedFile(written))
        .resume();
  }

  private final class PumpedFile implements FilePump.Sink {
    private final Runnable written;

    PumpedFile(Runnable written) {
      this.written = written;
    }

    @Override
    public ChannelFuture write(ByteBuf piece) {
      return channel.writeAndFlush(piece);
    }

    @Override
    public void wrote(int octets) {
      if (!isOver()) {
        record().sent(octets);
        if (delivery != null) {
          delivery.taken(octets);
        }
      }
    }

    @Override
    public void done() {
      if (!isOver()) {
        connection.clock().stop();
        written.run();
      }
    }

    @Override
    public void failed(Throwable cause) {
      if (!isOver()) {
        Http1Exchange.this.failed(cause);
      }
    }
  }

  @Override
  public void flush() {
    if (!isOver()) {
      writeHeldHead();
      channel.flush();
      if (!channel.isWritable()) {
        connection.clock().sending(connection.settings().timeouts().stall());
      }
    }
  }

  @Override
  public void end(@Nullable Head trailers) {
    if (isOver()) {
      return;
    }
    writeHeldHead();
    if (chunked) {
      channel.write(lastChunk(trailers), channel.voidPromise());
    }
    channel.flush();
    settle();
  }

  @Override
  public void abort(String reason) {
    if (isOver()) {
      return;
    }
    record().aborted(reason);
    takeStock();
    dropHeldHead();
    over();
    tellGone();
    Farewell.reset(channel);
  }

  @Override
  public boolean isWritable() {
    return isOver() || channel.isWritable();
  }

  @Override
  public void whenOver(Ending told) {
    DeliveryWatch watched = delivery;
    if (watched == null) {
      watched = new DeliveryWatch(channel, loop().executor());
      delivery = watched;
      // A write that fails must not close the socket before its count was read.
      channel.config().setAutoClose(false);
    }
    watched.add(told);
  }

  @Override
  public @Nullable Tunnel tunnel(AnswerHead head, Tunnel.Peer peer) {
    if (isOver()) {
      head.discard();
      return null;
    }
    begins(101);
    keep = false;
    channel.writeAndFlush(((Http1AnswerHead) head).complete(), channel.voidPromise());
    watch(null);
    Http1Tunnel tunnel = new Http1Tunnel(connection, this);
    connection.tunnel(peer);
    return tunnel;
  }

  // --- what the connection tells

  void writable() {
    connection.clock().stop();
    tellWritable();
  }

  /** Whether the request broke the rules, so that nothing behind it can be believed. */
  boolean isBroken() {
    return broken;
  }

  private void dropHeldHead() {
    if (heldHead != null) {
      heldHead.release();
      heldHead = null;
    }
  }

  /** The connection fails, and is still open. */
  void failing() {
    if (!isOver()) {
      takeStock();
    }
  }

  /** The connection is gone while this exchange was running. */
  void connectionGone() {
    dropHeldHead();
    if (!isOver()) {
      record().leftByClient("the client left");
    }
    over();
    tellGone();
    close();
  }

  @Override
  void refuse(int status, String reason) {
    broken = true;
    super.refuse(status, reason);
  }

  @Override
  void deliveryOver(boolean whole) {
    DeliveryWatch watched = delivery;
    delivery = null;
    if (watched != null) {
      channel.config().setAutoClose(true);
      watched.over(whole);
      connection.watch(watched);
    }
  }

  // --- framing

  private @Nullable ByteBuf begin(AnswerHead begun, Length length) {
    Http1AnswerHead head = (Http1AnswerHead) begun;
    if (isToExplain()) {
      explain(head.status(), head.octets());
      head.discard();
      return null;
    }
    if (!begins(head.status())) {
      head.discard();
      return null;
    }
    keep =
        !broken && request().keepsAlive() && !connection.isDraining() && connection.canSkipBody();
    if (length == Length.UNKNOWN && !isHead()) {
      if (request().isVersionOneOne()) {
        chunked = true;
        head.lines(CHUNKED);
      } else {
        keep = false;
      }
    }
    if (client().secure()) {
      String hsts = connection.settings().hsts();
      if (hsts != null && !head.saysHsts()) {
        head.field(FieldName.STRICT_TRANSPORT_SECURITY, hsts);
      }
    }
    if (!keep) {
      head.lines(CLOSE);
    } else if (!request().isVersionOneOne()) {
      head.lines(KEEP_ALIVE);
    }
    return head.complete();
  }

  private void settle() {
    whole();
    connection.answered(keep);
  }

  private ByteBuf chunkLine(int size) {
    ByteBuf line = channel.alloc().ioBuffer(16);
    if (anyChunk) {
      line.writeShort('\r' << 8 | '\n');
    }
    anyChunk = true;
    ByteBufUtil.writeAscii(line, Integer.toHexString(size));
    return line.writeShort('\r' << 8 | '\n');
  }

  private ByteBuf lastChunk(@Nullable Head trailers) {
    ByteBuf line = channel.alloc().ioBuffer(64);
    ByteBufUtil.writeAscii(line, anyChunk ? "\r\n0\r\n" : "0\r\n");
    if (trailers != null) {
      for (int i = 0; i < trailers.fieldCount(); i++) {
        FieldName name = trailers.name(i);
        if (name == null) {
          trailers.copyLine(i, line);
        }
      }
    }
    return line.writeShort('\r' << 8 | '\n');
  }
}
