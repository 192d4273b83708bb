package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.exchange.OpenOctets;
import dev.handoff.gateway.exchange.Tunnel;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.Head;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.http2.ErrorCode;
import dev.handoff.gateway.http2.FieldBlock;
import dev.handoff.gateway.loop.Deadlines;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An exchange over one stream of an HTTP/2 connection. */
final class Http2Exchange extends ClientExchange {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Exchange.class);

  private static final int HEAD_SIZE = 512;

  private static final String STALLED = "the client took no octets for too long";

  /** With more than this before the client, whoever makes the answer is asked to wait. */
  private static final int HIGH_WATER = 64 * 1024;

  private final Http2Connection connection;
  private final Http2Output output;
  private final int stream;
  private final Http2Body body;
  private final Http2Content content = new Http2Content();
  private int window;
  private boolean queued;
  private boolean bodyTaken;
  private boolean waitsForRoom;
  private boolean ending;
  private boolean closed;
  private @Nullable ByteBuf trailers;
  private @Nullable StreamClock clock;
  private @Nullable Http2Delivery delivery;

  /**
   * @param window octets of content the client takes before it says more
   */
  Http2Exchange(
      Http2Connection connection,
      Client client,
      RequestHead request,
      int stream,
      int window,
      boolean bodyEnded) {
    super(connection.channel(), connection.loop(), client, connection.settings(), request);
    this.connection = connection;
    this.output = connection.output();
    this.stream = stream;
    this.window = window;
    this.body = new Http2Body(connection, stream, request, bodyEnded);
  }

  int stream() {
    return stream;
  }

  Http2Body body() {
    return body;
  }

  // --- the request's body

  @Override
  public boolean hasBody() {
    return !bodyTaken && body.exists();
  }

  @Override
  public void readBody(BodySink sink) {
    bodyTaken = true;
    body.giveTo(sink);
    bodyFlows();
  }

  @Override
  public void pauseBody(boolean pause) {
    body.pause(pause);
    if (!pause) {
      bodyFlows();
    }
  }

  private void bodyFlows() {
    body.flow();
    watchClock();
    output.flush();
  }

  // --- the answer

  @Override
  public AnswerHead answer(int status) {
    if (record().isTraced()) {
      // The trace shows it as text, and it is never sent.
      return new Http1AnswerHead(status, loop().date().line(), channel.alloc().buffer(HEAD_SIZE));
    }
    return new Http2AnswerHead(status, loop().date().block(), channel.alloc().buffer(HEAD_SIZE));
  }

  @Override
  public void interim(AnswerHead begun) {
    if (isOver() || isAnswered() || !(begun instanceof Http2AnswerHead head)) {
      begun.discard();
      return;
    }
    output.headers(stream, head.block(), false);
    output.flush();
  }

  @Override
  public void finish(AnswerHead head) {
    if (begin(head, true)) {
      settle();
      output.flush();
    }
  }

  @Override
  public void finish(AnswerHead head, ByteBuf octets) {
    if (isHead() || !octets.isReadable()) {
      octets.release();
      finish(head);
      return;
    }
    if (!begin(head, false)) {
      octets.release();
      return;
    }
    int size = octets.readableBytes();
    if (content.isEmpty() && output.wholeContent(this, octets)) {
      sent(size);
      settle();
    } else {
      content.add(octets);
      finishContent();
    }
    output.flush();
  }

  @Override
  public void start(AnswerHead head, Length length) {
    begin(head, false);
  }

  private boolean begin(AnswerHead begun, boolean end) {
    if (isToExplain() && begun instanceof Http1AnswerHead text) {
      explain(text.status(), text.octets());
      text.discard();
      return false;
    }
    if (!(begun instanceof Http2AnswerHead head) || !begins(head.status())) {
      begun.discard();
      return false;
    }
    if (client().secure()) {
      String hsts = settings().hsts();
      if (hsts != null && !head.saysHsts()) {
        head.field(FieldName.STRICT_TRANSPORT_SECURITY, hsts);
      }
    }
    output.headers(stream, head.block(), end);
    return true;
  }

  @Override
  public void write(ByteBuf data) {
    if (isOver() || isHead() || !data.isReadable()) {
      data.release();
      return;
    }
    content.add(data);
    contentAdded();
  }

  @Override
  public void write(OpenOctets file, long first, long length, Runnable written) {
    if (isOver()) {
      return;
    }
    file.retain();
    content.add(file, first, length, written);
    contentAdded();
    output.flush();
    watchClock();
  }

  private void contentAdded() {
    if (window > 0) {
      output.ready(this);
    }
  }

  @Override
  public void flush() {
    if (!isOver()) {
      output.flush();
      watchClock();
    }
  }

  @Override
  public void end(@Nullable Head fields) {
    if (isOver()) {
      return;
    }
    if (fields != null) {
      trailers = block(fields);
    }
    finishContent();
    output.flush();
  }

  private @Nullable ByteBuf block(Head fields) {
    ByteBuf block = channel.alloc().buffer(HEAD_SIZE);
    for (int i = 0; i < fields.fieldCount(); i++) {
      // Only fields that nobody here gives a meaning to may come this late.
      if (fields.name(i) == null) {
        FieldBlock.field(block, fields, i);
      }
    }
    if (block.isReadable()) {
      return block;
    }
    block.release();
    return null;
  }

  /** Nothing more is added; the stream ends once all is out. */
  private void finishContent() {
    ending = true;
    over();
    if (content.isEmpty()) {
      if (!output.isInTurn(this)) {
        endStream();
      }
    } else {
      contentAdded();
      watchClock();
    }
  }

  private void endStream() {
    ByteBuf last = trailers;
    trailers = null;
    if (last != null) {
      output.headers(stream, last, true);
    } else {
      output.endOfStream(stream);
    }
    settle();
  }

  @Override
  public void abort(String reason) {
    abort(ErrorCode.INTERNAL_ERROR, reason);
  }

  /** Resets the stream: what was sent must not look whole. */
  void abort(ErrorCode code, String reason) {
    if (closed || (isOver() && !ending)) {
      return;
    }
    record().aborted(reason);
    over();
    output.reset(stream, code);
    tellGone();
    leave();
    output.flush();
  }

  @Override
  public boolean isWritable() {
    boolean room = isOver() || content.octets() < HIGH_WATER;
    waitsForRoom |= !room;
    return room;
  }

  @Override
  public @Nullable Tunnel tunnel(AnswerHead head, Tunnel.Peer peer) {
    // RFC 8441 is not offered, so no client can ask.
    head.discard();
    return null;
  }

  // --- what the output asks and tells

  int window() {
    return window;
  }

  boolean isQueued() {
    return queued;
  }

  void queued(boolean now) {
    queued = now;
  }

  Http2Content content() {
    return content;
  }

  /** Whether content waits that the window takes. */
  boolean hasMore() {
    return window > 0 && !content.isEmpty();
  }

  /** Whether the last octets of content end the stream. */
  boolean endsPlainly() {
    return ending && trailers == null;
  }

  void sent(int octets) {
    window -= octets;
    record().sent(octets);
    if (delivery != null) {
      delivery.written(octets, output.position());
    }
  }

  void sliceIsWritten(Runnable written) {
    try {
      written.run();
    } catch (RuntimeException bug) {
      LOG.error("a request failed inside the gateway", bug);
      failInside();
    }
  }

  /** A frame of content is written; {@code end} when it ended the stream. */
  void afterFrame(boolean end) {
    if (closed) {
      return;
    }
    if (end) {
      settle();
    } else if (ending && content.isEmpty()) {
      endStream();
    } else if (waitsForRoom && content.octets() < HIGH_WATER / 2) {
      waitsForRoom = false;
      tellWritable();
    }
  }

  // --- what the connection tells

  /** The client's window grew; false when it would be over 2^31-1. */
  boolean widen(int increment) {
    if (increment > 0 && window > Integer.MAX_VALUE - increment) {
      return false;
    }
    window += increment;
    if (hasMore()) {
      output.ready(this);
    } else {
      output.forget(this);
    }
    return true;
  }

  /** The client reset the stream, or is gone altogether. */
  void clientLeft(String how) {
    if (closed) {
      return;
    }
    record().leftByClient(how);
    over();
    tellGone();
    leave();
  }

  /** The client broke the protocol on this stream. */
  void broke(ErrorCode code, String reason) {
    if (closed) {
      return;
    }
    record().note(reason);
    record().leftByClient(reason);
    over();
    output.reset(stream, code);
    tellGone();
    leave();
  }

  // --- ends

  private void settle() {
    whole();
    if (!body.isEnded()) {
      // RFC 9113 §8.1: the answer is whole, and nobody wants the rest of the request.
      output.reset(stream, ErrorCode.NO_ERROR);
    }
    leave();
  }

  @Override
  public void whenOver(Ending told) {
    Http2Delivery counted = delivery;
    if (counted == null) {
      counted = new Http2Delivery();
      delivery = counted;
      connection.deliveries().count();
    }
    counted.add(told);
  }

  /** Counts what was acknowledged, while that can be asked. */
  void takeStock() {
    if (delivery != null) {
      connection.deliveries().takeStock(delivery);
    }
  }

  @Override
  void deliveryOver(boolean whole) {
    Http2Delivery counted = delivery;
    delivery = null;
    if (counted != null) {
      connection.deliveries().over(counted, whole);
    }
  }

  private void leave() {
    if (closed) {
      return;
    }
    closed = true;
    output.forget(this);
    content.release();
    if (trailers != null) {
      trailers.release();
      trailers = null;
    }
    body.drop();
    if (clock != null) {
      loop().deadlines().forget(clock);
    }
    connection.left(this);
  }

  // --- time

  private void watchClock() {
    if (closed || (content.isEmpty() && !body.isAwaited())) {
      return;
    }
    StreamClock watching = clock;
    if (watching == null) {
      watching = new StreamClock(this);
      clock = watching;
      loop().deadlines().watch(watching);
    }
    if (!watching.isSet()) {
      watching.set(settings().timeouts().stall());
    }
  }

  /** What has moved on this stream, in either direction. */
  private long moved() {
    // Without a window it is the client that keeps the stream waiting; else it may be the others.
    long others = content.isEmpty() || window <= 0 ? 0 : output.progress();
    return record().sent() + body.received() + others;
  }

  private void stalled() {
    if (body.isAwaited() && !isAnswered()) {
      requestBroke(408, "the request body stalled");
    } else if (channel.isWritable()) {
      record().leftByClient(STALLED);
      abort(ErrorCode.CANCEL, STALLED);
    } else {
      // It does not even read: a reset of the stream would wait for ever too.
      connection.cut(STALLED);
    }
  }

  /** Notices a stream on which nothing moves for too long. */
  private static final class StreamClock extends Deadlines.Timed {
    private final Http2Exchange exchange;
    private long span;
    private long movedSeen;
    private boolean set;

    StreamClock(Http2Exchange exchange) {
      this.exchange = exchange;
    }

    boolean isSet() {
      return set;
    }

    void set(Duration stall) {
      set = true;
      span = stall.toNanos();
      movedSeen = exchange.moved();
      expireIn(span);
    }

    @Override
    protected void expired() {
      set = false;
      if (exchange.closed || (exchange.content.isEmpty() && !exchange.body.isAwaited())) {
        return;
      }
      if (exchange.moved() != movedSeen) {
        set(Duration.ofNanos(span));
        return;
      }
      exchange.stalled();
    }
  }
}
