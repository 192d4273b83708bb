package dev.handoff.gateway.upstream.connection;

import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.BodyReader;
import dev.handoff.gateway.http1.HeadReader;
import dev.handoff.gateway.http1.MalformedMessageException;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.loop.Alarm;
import dev.handoff.gateway.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a server, one request at a time. Confined to its loop.
 *
 * <p>Octets that arrive when nothing was asked close it: they would be read as the next answer.
 */
public final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private static final int FIELD_LIMIT = 512;

  /** They pass to a client that need not read them, so without an end they would fill memory. */
  private static final int MOST_INTERIM_ANSWERS = 100;

  /** How much of an unwanted body is read to keep the connection, and for how long. */
  private static final int DRAINED_OCTETS = 64 * 1024;

  private static final Duration DRAIN_TIME = Duration.ofSeconds(1);

  private enum State {
    IDLE,
    HEAD,
    BODY,
    DRAIN,
    TUNNEL,
    CLOSED
  }

  private final Pool pool;
  private final Loop loop;
  private final Alarm alarm = new Alarm(this::timedOut);
  private final BodyReader body = new BodyReader();
  private State state = State.IDLE;
  private @Nullable Channel channel;
  private @Nullable AnswerListener listener;
  private @Nullable HeadReader reader;
  private @Nullable ResponseHead head;
  private boolean headRequest;
  private boolean reused;
  private boolean onceOnly;
  private boolean answeredAny;
  private boolean keep;
  private boolean requestSent;
  private boolean broken;
  private int interimAnswers;
  private int drained;
  private Duration timeout = Duration.ZERO;

  Connection(Pool pool) {
    this.pool = pool;
    this.loop = pool.loop();
  }

  ChannelHandler handler() {
    return new Octets();
  }

  void opened(Channel opened) {
    channel = opened;
    loop.deadlines().watch(alarm);
  }

  /** The connection leaves the pool for another request. */
  void taken() {
    reused = true;
    alarm.clear();
  }

  void idle(Duration within) {
    alarm.set(within);
  }

  private Channel channel() {
    Channel open = channel;
    if (open == null) {
      throw new IllegalStateException("not connected yet");
    }
    return open;
  }

  /** Gives back a connection that was not used after all. */
  public void putBack() {
    if (state == State.IDLE) {
      pool.giveBack(this);
    }
  }

  // --- the request goes out

  /**
   * Sends a request head; the body follows by {@link #write}.
   *
   * @param limit longest head of the answer, in octets
   */
  public void send(
      ByteBuf request, AnswerListener answered, boolean isHead, Duration answerWithin, int limit) {
    listener = answered;
    headRequest = isHead;
    timeout = answerWithin;
    state = State.HEAD;
    answeredAny = false;
    interimAnswers = 0;
    requestSent = false;
    head = loop.heads().response();
    head.answers(isHead);
    reader = new HeadReader(head, limit, limit, FIELD_LIMIT);
    reader.restart(head);
    alarm.set(timeout);
    channel().writeAndFlush(request, channel().voidPromise());
  }

  public ByteBuf buffer(int size) {
    return channel().alloc().ioBuffer(size);
  }

  public void write(ByteBuf data) {
    channel().write(data, channel().voidPromise());
  }

  public void flush() {
    channel().flush();
    if (state == State.HEAD) {
      // A long upload is no reason to call the server slow.
      alarm.set(timeout);
    }
  }

  public boolean isWritable() {
    return channel().isWritable();
  }

  /** Carries this request and no other, whatever the answer says of keeping it. */
  public void onceOnly() {
    onceOnly = true;
  }

  /** The whole request is out: only then can the connection be used again. */
  public void requestSent() {
    requestSent = true;
  }

  // --- the answer comes in

  /** Makes the current head the caller's own. */
  public ResponseHead takeHead() {
    ResponseHead taken = head;
    if (taken == null) {
      throw new IllegalStateException("no head");
    }
    head = null;
    return taken;
  }

  /** Stops or resumes reading the answer's body. */
  public void pause(boolean pause) {
    if (state != State.CLOSED && channel().config().isAutoRead() == pause) {
      channel().config().setAutoRead(!pause);
      if (pause) {
        alarm.clear();
      } else {
        alarm.set(timeout);
      }
    }
  }

  /**
   * Nobody wants the rest. A little of it is read to keep the connection; what is longer, or never
   * comes because an app declared the file's size on an empty body, costs the connection.
   */
  public void drop() {
    listener = null;
    if (state == State.BODY && requestSent && keep && body.left() <= DRAINED_OCTETS) {
      if (!body.isDone()) {
        state = State.DRAIN;
        drained = 0;
        pause(false);
        alarm.set(DRAIN_TIME);
      }
    } else if (state == State.HEAD || state == State.BODY || state == State.TUNNEL) {
      close();
    }
  }

  public void tunnel() {
    state = State.TUNNEL;
    alarm.clear();
  }

  public void shutdownOutput() {
    if (channel() instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    }
  }

  public void close() {
    listener = null;
    if (state != State.CLOSED && channel != null) {
      channel.close();
    }
  }

  private void read(ByteBuf in) {
    try {
      while (in.isReadable()) {
        switch (state) {
          case IDLE -> {
            LOG.warn("{} sent octets nobody asked for", pool.server().name());
            close();
            return;
          }
          case HEAD -> {
            if (!readHead(in)) {
              return;
            }
          }
          case BODY -> {
            AnswerListener told = listener;
            if (told == null) {
              return;
            }
            body.read(in, told);
            afterBody(in);
          }
          case DRAIN -> {
            drained += in.readableBytes();
            body.read(in, DroppedBody.DROPPED);
            if (drained > DRAINED_OCTETS && !body.isDone()) {
              close();
              return;
            }
            afterBody(in);
            if (body.isDone()) {
              // Kept or closed: octets behind the answer are nobody's, and closing takes a while.
              return;
            }
          }
          case TUNNEL -> {
            if (listener != null) {
              listener.tunnelled(in.readRetainedSlice(in.readableBytes()));
            }
            return;
          }
          case CLOSED -> {
            return;
          }
        }
      }
    } catch (MalformedMessageException broken) {
      fail(Failure.malformed(broken.reason()));
    }
  }

  private boolean readHead(ByteBuf in) throws MalformedMessageException {
    HeadReader with = reader;
    ResponseHead reading = head;
    AnswerListener told = listener;
    if (with == null || reading == null || told == null) {
      close();
      return false;
    }
    answeredAny = true;
    if (!with.read(in)) {
      return false;
    }
    if (reading.status() < 200 && reading.status() != 101) {
      if (++interimAnswers > MOST_INTERIM_ANSWERS) {
        throw new MalformedMessageException(502, "interim answers without end");
      }
      told.interim(reading);
      reading.clear();
      reading.answers(headRequest);
      with.restart(reading);
      return true;
    }
    keep = !onceOnly && reading.keepsAlive() && reading.framing() != BodyFraming.UNTIL_CLOSE;
    body.start(reading);
    state = State.BODY;
    alarm.set(timeout);
    told.head(reading);
    if (state == State.BODY && body.isDone()) {
      // No body: its end is announced here, where the others are announced by the reader.
      AnswerListener still = listener;
      if (still != null) {
        still.end(null);
      }
    }
    afterBody(in);
    return true;
  }

  private void afterBody(ByteBuf in) {
    if ((state != State.BODY && state != State.DRAIN) || !body.isDone()) {
      return;
    }
    listener = null;
    giveBackHead();
    if (in.isReadable()) {
      LOG.warn("{} sent octets behind its answer", pool.server().name());
      close();
    } else if (keep && requestSent) {
      state = State.IDLE;
      // Whoever paused it is through with it; unread, it could tell of neither octets nor its end.
      channel().config().setAutoRead(true);
      alarm.clear();
      pool.giveBack(this);
    } else {
      close();
    }
  }

  private void giveBackHead() {
    if (head != null) {
      loop.heads().giveBack(head);
      head = null;
    }
    reader = null;
  }

  private void timedOut() {
    switch (state) {
      case IDLE, DRAIN -> close();
      case HEAD -> fail(Failure.NO_ANSWER);
      case BODY -> fail(Failure.STALLED);
      case TUNNEL, CLOSED -> {}
    }
  }

  private void fail(Failure failure) {
    AnswerListener told = listener;
    boolean untouched = reused && state == State.HEAD && !answeredAny;
    close();
    if (told != null) {
      told.failed(failure, untouched);
    }
  }

  private void gone() {
    if (state == State.CLOSED) {
      return;
    }
    State before = state;
    AnswerListener told = listener;
    listener = null;
    state = State.CLOSED;
    loop.deadlines().forget(alarm);
    pool.closed(this);
    if (told != null) {
      if (before == State.BODY && body.endsWithConnection() && !broken) {
        told.end(null);
      } else {
        told.failed(Failure.CLOSED_EARLY, reused && before == State.HEAD && !answeredAny);
      }
    }
    giveBackHead();
  }

  /** What Netty calls. */
  private final class Octets extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf in = (ByteBuf) message;
      try {
        if (state == State.BODY && listener != null && ctx.channel().config().isAutoRead()) {
          alarm.set(timeout);
        }
        read(in);
      } finally {
        in.release();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      if (listener != null) {
        listener.batchEnd();
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      if (listener != null && ctx.channel().isWritable()) {
        listener.serverWritable();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (channel != null) {
        gone();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // After a reset, an answer that the connection's end would have ended is cut, not whole.
      broken = true;
      if (!(cause instanceof IOException)) {
        LOG.error("a connection to a server behind us failed inside the gateway", cause);
      }
      ctx.close();
    }
  }
}
