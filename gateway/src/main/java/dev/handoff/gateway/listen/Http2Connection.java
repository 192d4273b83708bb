package dev.handoff.gateway.listen;

import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.http1.MalformedMessageException;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.http1.Trailers;
import dev.handoff.gateway.http2.ConnectionError;
import dev.handoff.gateway.http2.ErrorCode;
import dev.handoff.gateway.http2.FrameReader;
import dev.handoff.gateway.http2.FrameWriter;
import dev.handoff.gateway.http2.PeerSettings;
import dev.handoff.gateway.http2.RequestFields;
import dev.handoff.gateway.http2.StreamError;
import dev.handoff.gateway.loop.Deadlines;
import dev.handoff.gateway.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.collection.IntObjectHashMap;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's HTTP/2 connection (RFC 9113): each stream is an exchange.
 *
 * <p>Whatever a client may do without end is bounded: streams at a time, streams that come to
 * nothing, frames that change nothing, octets that nobody takes, and answers it does not read.
 */
final class Http2Connection extends ChannelInboundHandlerAdapter implements FrameReader.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Connection.class);

  /** Octets of bodies a client may send on all its streams before somebody takes them. */
  private static final int WINDOW = 1024 * 1024;

  /** So much is taken before the client hears of it. */
  private static final int STEP = WINDOW / 4;

  /** A window that grows by less wins the client nothing. */
  private static final int TINY = 256;

  private final Channel channel;
  private final Loop loop;
  private final Client client;
  private final ConnectionSettings settings;
  private final PeerSettings peer = new PeerSettings();
  private final FrameReader reader;
  private final RequestFields fields;
  private final Http2Output output;
  private final Http2Deliveries deliveries;
  private final int mostStreams;
  private final IntObjectHashMap<Http2Exchange> streams = new IntObjectHashMap<>();
  private final List<Http2Exchange> fed = new ArrayList<>(2);
  private final Http2Patience patience = new Http2Patience();
  private final Clock clock = new Clock();
  private final UnreadOctets partial;
  private int lastStream;
  private int window = WINDOW;
  private int unreturned;
  private boolean draining;
  private boolean clientLeaves;
  private boolean closing;
  private boolean reading;

  Http2Connection(Channel channel, Loop loop, Client client, ConnectionSettings settings) {
    this.channel = channel;
    this.loop = loop;
    this.client = client;
    this.settings = settings;
    Limits limits = settings.limits();
    this.mostStreams = limits.h2Streams();
    this.reader = new FrameReader(channel.alloc(), peer, limits.head() + limits.head() / 4);
    this.fields = new RequestFields(limits.head(), limits.line(), limits.fields());
    this.partial = new UnreadOctets(channel.alloc());
    this.output = new Http2Output(channel, peer, this::dribbled);
    this.deliveries = new Http2Deliveries(channel, output, streams.values());
  }

  Channel channel() {
    return channel;
  }

  Loop loop() {
    return loop;
  }

  ConnectionSettings settings() {
    return settings;
  }

  Http2Deliveries deliveries() {
    return deliveries;
  }

  Http2Output output() {
    return output;
  }

  // --- octets come in

  /** The channel is connected already: something before told that HTTP/2 is spoken on it. */
  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    loop.deadlines().watch(clock);
    clock.start(Wait.HEAD, settings.timeouts().header());
    int head = settings.limits().head();
    output.frame(out -> FrameWriter.settings(out, mostStreams, Http2Body.WINDOW, WINDOW, head));
    output.flush();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (closing) {
      in.release();
      return;
    }
    if (!reading) {
      reading = true;
      output.hold();
    }
    consume(partial.before(in));
  }

  /** Reads the frames in {@code in}, which is its own, and keeps what is left. */
  private void consume(ByteBuf in) {
    try {
      boolean goOn = true;
      while (goOn && !closing) {
        try {
          reader.read(in, this);
          goOn = false;
        } catch (StreamError broken) {
          streamBroke(broken);
        }
      }
      if (in.isReadable() && !closing) {
        partial.keep(in);
      }
    } catch (ConnectionError broken) {
      fail(broken);
    } catch (RuntimeException bug) {
      LOG.error("a connection failed inside the gateway", bug);
      fail(new ConnectionError(ErrorCode.INTERNAL_ERROR, "an error inside the gateway"));
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    for (int i = 0; i < fed.size(); i++) {
      fed.get(i).body().batchEnd();
    }
    fed.clear();
    if (closing) {
      return;
    }
    output.letGo();
    if (closing) {
      return;
    }
    if (output.isFull()) {
      channel.config().setAutoRead(false);
    }
    clockFor();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!channel.isWritable() || closing) {
      return;
    }
    output.flush();
    if (!channel.config().isAutoRead() && !output.isFull()) {
      goOnReading();
    }
  }

  private void goOnReading() {
    ByteBuf kept = partial.take();
    if (kept != null) {
      output.hold();
      consume(kept);
      output.letGo();
    }
    if (!closing && !output.isFull()) {
      channel.config().setAutoRead(true);
    }
    clockFor();
  }

  // --- frames

  @Override
  public boolean takesMore() {
    return !closing && !output.isFull();
  }

  @Override
  public void headers(int stream, ByteBuf block, boolean ends) throws ConnectionError, StreamError {
    Http2Exchange running = streams.get(stream);
    if (running != null) {
      trailers(running, stream, block, ends);
      return;
    }
    if ((stream & 1) == 0) {
      throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "a client's stream with an even number");
    }
    if (stream <= lastStream) {
      fields.skip(stream, block);
      if (!patience.wasResetByUs(stream)) {
        throw new ConnectionError(ErrorCode.STREAM_CLOSED, "HEADERS on a closed stream");
      }
      return;
    }
    lastStream = stream;
    patience.earnIdle(2);
    if (draining || streams.size() >= mostStreams) {
      fields.skip(stream, block);
      throw new StreamError(stream, ErrorCode.REFUSED_STREAM, "more streams than agreed");
    }
    request(stream, block, ends);
  }

  private void request(int stream, ByteBuf block, boolean ends)
      throws ConnectionError, StreamError {
    RequestHead head = loop.heads().request();
    MalformedMessageException refused = null;
    boolean decoded = false;
    try {
      fields.request(stream, block, ends, head);
      decoded = true;
    } catch (MalformedMessageException broken) {
      refused = broken;
      decoded = true;
    } finally {
      if (!decoded) {
        loop.heads().giveBack(head);
      }
    }
    Http2Exchange exchange =
        new Http2Exchange(this, client, head, stream, peer.initialWindow(), ends);
    streams.put(stream, exchange);
    if (refused != null) {
      LOG.debug("malformed request from {}: {}", client.address(), refused.reason());
      exchange.refuse(refused.status(), refused.reason());
      return;
    }
    try {
      settings.handler().handle(exchange);
    } catch (RuntimeException bug) {
      LOG.error("a request failed inside the gateway", bug);
      exchange.failInside();
    }
  }

  private void trailers(Http2Exchange exchange, int stream, ByteBuf block, boolean ends)
      throws ConnectionError, StreamError {
    if (exchange.body().isEnded()) {
      fields.skip(stream, block);
      throw new StreamError(stream, ErrorCode.STREAM_CLOSED, "HEADERS behind the end");
    }
    Trailers read = fields.trailers(stream, block);
    if (!ends) {
      throw new StreamError(stream, ErrorCode.PROTOCOL_ERROR, "trailers that end nothing");
    }
    exchange.body().end(read);
  }

  @Override
  public void data(int stream, ByteBuf content, int counted, boolean end)
      throws ConnectionError, StreamError {
    window -= counted;
    if (window < 0) {
      throw new ConnectionError(
          ErrorCode.FLOW_CONTROL_ERROR, "more than the window of the connection");
    }
    if (!content.isReadable() && !end) {
      idle();
    }
    Http2Exchange exchange = streams.get(stream);
    if (exchange == null || exchange.body().isEnded()) {
      taken(counted);
      notTaking(stream, exchange != null);
      return;
    }
    exchange.body().data(content, counted);
    if (!fed.contains(exchange)) {
      fed.add(exchange);
    }
    if (end && streams.get(stream) == exchange) {
      exchange.body().end(null);
    }
  }

  private void notTaking(int stream, boolean open) throws ConnectionError, StreamError {
    if (open) {
      throw new StreamError(stream, ErrorCode.STREAM_CLOSED, "DATA behind the end");
    }
    notIdle(stream);
    if (!patience.wasResetByUs(stream)) {
      throw new ConnectionError(ErrorCode.STREAM_CLOSED, "DATA on a closed stream");
    }
  }

  private void notIdle(int stream) throws ConnectionError {
    if (stream > lastStream || (stream & 1) == 0) {
      throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "a frame on a stream nobody opened");
    }
  }

  @Override
  public void reset(int stream, int code) throws ConnectionError {
    notIdle(stream);
    Http2Exchange exchange = streams.get(stream);
    if (exchange == null) {
      idle();
      return;
    }
    exchange.clientLeft("the client reset the stream");
    if (!patience.withClientReset()) {
      throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "too many streams were reset");
    }
  }

  @Override
  public void settings(int windowBefore) throws ConnectionError {
    idle();
    int change = peer.initialWindow() - windowBefore;
    if (change != 0) {
      for (Http2Exchange exchange : List.copyOf(streams.values())) {
        if (!exchange.widen(change)) {
          throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "a window over 2^31-1 octets");
        }
      }
    }
    output.frame(FrameWriter::settingsAck);
  }

  @Override
  public void ping(long content) throws ConnectionError {
    idle();
    output.frame(out -> FrameWriter.pingAck(out, content));
  }

  @Override
  public void goAway() {
    clientLeaves = true;
    closeIfDone();
  }

  @Override
  public void windowUpdate(int stream, int increment) throws ConnectionError, StreamError {
    if (increment < TINY) {
      idle();
    }
    if (stream == 0) {
      if (!output.widen(increment)) {
        throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "a window over 2^31-1 octets");
      }
      return;
    }
    Http2Exchange exchange = streams.get(stream);
    if (exchange == null) {
      notIdle(stream);
    } else if (!exchange.widen(increment)) {
      throw new StreamError(stream, ErrorCode.FLOW_CONTROL_ERROR, "a window over 2^31-1 octets");
    }
  }

  @Override
  public void idle() throws ConnectionError {
    if (!patience.withIdleFrame()) {
      throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "too many frames that change nothing");
    }
  }

  private void dribbled() {
    if (!patience.withIdleFrame()) {
      fail(new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "windows of a few octets"));
    }
  }

  /** Somebody took octets of a body, or threw them away: the client may send more. */
  void taken(int octets) {
    unreturned += octets;
    if (unreturned >= STEP && !closing) {
      output.windowUpdate(0, unreturned);
      window += unreturned;
      unreturned = 0;
    }
  }

  // --- streams end

  /** The exchange is done with its stream, one way or another. Called once. */
  void left(Http2Exchange exchange) {
    streams.remove(exchange.stream());
    if (!exchange.body().isEnded()) {
      patience.remember(exchange.stream());
    }
    exchange.close();
    loop.heads().giveBack(exchange.request());
    if (streams.isEmpty()) {
      closeIfDone();
      clockFor();
    }
  }

  private void streamBroke(StreamError broken) throws ConnectionError {
    LOG.debug("stream error from {}: {}", client.address(), broken.reason());
    notIdle(broken.stream());
    if (!patience.withOurReset()) {
      throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "too many broken streams");
    }
    Http2Exchange exchange = streams.get(broken.stream());
    if (exchange != null) {
      exchange.broke(broken.code(), broken.reason());
    } else {
      patience.remember(broken.stream());
      output.reset(broken.stream(), broken.code());
    }
  }

  // --- ends of all kinds

  /** Stops taking requests: closes once those that run are answered. */
  void drain() {
    if (draining || closing) {
      return;
    }
    draining = true;
    output.frame(out -> FrameWriter.goAway(out, lastStream, ErrorCode.NO_ERROR, ""));
    output.flush();
    closeIfDone();
  }

  /** Ends at once: the process does. */
  void stop() {
    everybodyFails(Http1Connection.STOPPED);
    cut(Http1Connection.STOPPED);
  }

  /** Says for all that run that this is not their client's doing. */
  private void everybodyFails(String reason) {
    streams.values().forEach(exchange -> exchange.record().aborted(reason));
  }

  private void closeIfDone() {
    if ((draining || clientLeaves) && !closing && streams.isEmpty()) {
      closing = true;
      output.push();
      clock.start(Wait.LINGER, settings.timeouts().stall());
      Farewell.lingering(channel, () -> clock.start(Wait.LINGER, ConnectionClock.LINGER_TIME));
    }
  }

  private void fail(ConnectionError broken) {
    if (closing) {
      return;
    }
    closing = true;
    LOG.debug("connection error from {}: {}", client.address(), broken.reason());
    if (broken.code() == ErrorCode.INTERNAL_ERROR) {
      everybodyFails(broken.reason());
    }
    everybodyLeaves(broken.reason());
    output.frame(out -> FrameWriter.goAway(out, lastStream, broken.code(), broken.reason()));
    output.push();
    clock.start(Wait.LINGER, settings.timeouts().stall());
    Farewell.lingering(channel, () -> clock.start(Wait.LINGER, ConnectionClock.LINGER_TIME));
  }

  /** Ends with a reset, because nothing more would reach the client. */
  void cut(String reason) {
    closing = true;
    everybodyLeaves(reason);
    Farewell.reset(channel);
  }

  private void everybodyLeaves(String how) {
    for (Http2Exchange exchange : List.copyOf(streams.values())) {
      exchange.clientLeft(how);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      // It cannot say any more what it takes.
      deliveries.takeStock();
      channel.close();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closing = true;
    loop.deadlines().forget(clock);
    everybodyLeaves("the client left");
    deliveries.connectionGone();
    reader.close();
    partial.drop();
    output.drop();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("a connection failed inside the gateway", cause);
    }
    deliveries.takeStock();
    channel.close();
  }

  // --- time

  /** What the connection as a whole waits for; streams have clocks of their own. */
  private enum Wait {
    NOTHING,
    HEAD,
    IDLE,
    /** So much waits for the client to read that nothing more of it is read. */
    FULL,
    LINGER
  }

  private void clockFor() {
    if (closing) {
      return;
    }
    Wait next = Wait.NOTHING;
    Duration within = settings.timeouts().stall();
    if (reader.isInHead()) {
      next = Wait.HEAD;
      within = settings.timeouts().header();
    } else if (!channel.config().isAutoRead()) {
      next = Wait.FULL;
    } else if (streams.isEmpty()) {
      next = Wait.IDLE;
      within = settings.timeouts().idle();
    }
    // A head, and silence, count from their beginning: octets that change nothing win no time.
    if (next != clock.wait) {
      clock.start(next, within);
    }
  }

  private void expired(Wait wait) {
    switch (wait) {
      case NOTHING -> {}
      case HEAD -> fail(new ConnectionError(ErrorCode.PROTOCOL_ERROR, "a head that took too long"));
      case IDLE -> drain();
      case FULL -> cut("the client does not read");
      case LINGER -> Farewell.reset(channel);
    }
  }

  private final class Clock extends Deadlines.Timed {
    private Wait wait = Wait.NOTHING;
    private Duration within = Duration.ZERO;
    private long progressSeen;

    void start(Wait next, Duration span) {
      wait = next;
      within = span;
      progressSeen = output.progress();
      expireIn(next == Wait.NOTHING ? Deadlines.NEVER : span.toNanos());
    }

    @Override
    protected void expired() {
      if (wait == Wait.FULL && output.progress() != progressSeen) {
        start(wait, within);
        return;
      }
      Http2Connection.this.expired(wait);
    }
  }
}
