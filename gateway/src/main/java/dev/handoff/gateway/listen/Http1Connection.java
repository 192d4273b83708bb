package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.Tunnel;
import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.HeadReader;
import dev.handoff.gateway.http1.MalformedMessageException;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's HTTP/1 connection: takes requests one at a time and hands each on as an exchange.
 *
 * <p>Octets behind the current request wait, bounded; then reading stops and TCP holds the client
 * back.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Http1Connection.class);

  /** What the next octets are. */
  private enum Phase {
    HEAD,
    BODY,
    /** The request is whole; its answer is not. */
    ANSWER,
    TUNNEL,
    /** Closing: octets are thrown away until the client has read our answer. */
    LINGER
  }

  static final String STOPPED = "the gateway stopped";

  private final Channel channel;
  private final Loop loop;
  private final Client client;
  private final ConnectionSettings settings;
  private final RequestBody body = new RequestBody();
  private final ConnectionClock clock;
  private @Nullable HeadReader reader;
  private @Nullable RequestHead head;
  private Phase phase = Phase.HEAD;
  private @Nullable Http1Exchange current;
  private @Nullable DeliveryWatch watched;
  private final WaitingOctets behind;
  private Tunnel.@Nullable Peer tunnelPeer;
  private boolean awaitsWritable;
  private boolean keepAfterWritable;
  private boolean draining;
  private boolean consuming;

  Http1Connection(Channel channel, Loop loop, Client client, ConnectionSettings settings) {
    this.channel = channel;
    this.loop = loop;
    this.client = client;
    this.settings = settings;
    this.behind = new WaitingOctets(channel);
    this.clock = new ConnectionClock(this, channel);
  }

  Channel channel() {
    return channel;
  }

  Loop loop() {
    return loop;
  }

  ConnectionClock clock() {
    return clock;
  }

  ConnectionSettings settings() {
    return settings;
  }

  boolean isDraining() {
    return draining;
  }

  // --- octets come in

  /** The channel is connected already, and behind TLS nobody would say so again. */
  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    loop.deadlines().watch(clock);
    clock.start(ConnectionClock.Wait.HEAD, settings.timeouts().header());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (phase == Phase.TUNNEL && tunnelPeer != null && behind.isEmpty()) {
      tunnelPeer.fromClient(in);
    } else if (phase == Phase.LINGER) {
      in.release();
    } else if (!behind.isEmpty() || consuming) {
      putBehind(in);
    } else {
      try {
        consume(in);
      } finally {
        in.release();
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    body.batchEnd();
  }

  private void putBehind(ByteBuf in) {
    behind.add(in);
    if (phase == Phase.BODY || behind.isFull()) {
      channel.config().setAutoRead(false);
    }
  }

  private void consume(ByteBuf in) {
    consuming = true;
    try {
      while (in.isReadable()) {
        switch (phase) {
          case HEAD -> {
            if (!readHead(in)) {
              return;
            }
          }
          case BODY -> {
            if (!body.flows()) {
              putBehind(in.readRetainedSlice(in.readableBytes()));
              return;
            }
            clock.start(ConnectionClock.Wait.BODY, settings.timeouts().stall());
            body.read(in, this::bodyIsWhole);
          }
          case ANSWER -> {
            putBehind(in.readRetainedSlice(in.readableBytes()));
            return;
          }
          case TUNNEL -> {
            if (tunnelPeer != null) {
              tunnelPeer.fromClient(in.readRetainedSlice(in.readableBytes()));
            }
            return;
          }
          case LINGER -> {
            return;
          }
        }
      }
    } catch (MalformedMessageException broken) {
      malformed(broken);
    } finally {
      consuming = false;
    }
  }

  private boolean readHead(ByteBuf in) throws MalformedMessageException {
    RequestHead reading = head;
    HeadReader with = reader;
    if (reading == null || with == null) {
      reading = loop.heads().request();
      var limits = settings.limits();
      with = new HeadReader(reading, limits.line(), limits.head(), limits.fields());
      with.restart(reading);
      head = reading;
      reader = with;
      clock.start(ConnectionClock.Wait.HEAD, settings.timeouts().header());
    }
    if (!with.read(in)) {
      return false;
    }
    reader = null;
    clock.stop();
    body.begin(reading);
    phase = reading.framing() == BodyFraming.NONE ? Phase.ANSWER : Phase.BODY;
    lookAtDelivery();
    watched = null;
    Http1Exchange exchange = new Http1Exchange(this, client, reading);
    current = exchange;
    try {
      settings.handler().handle(exchange);
    } catch (RuntimeException bug) {
      LOG.error("a request failed inside the gateway", bug);
      exchange.failInside();
    }
    return true;
  }

  private void bodyIsWhole() {
    if (current == null) {
      phase = Phase.HEAD;
      clock.start(ConnectionClock.Wait.IDLE, settings.timeouts().idle());
    } else {
      phase = Phase.ANSWER;
      clock.stop();
    }
  }

  private void continueBehind() {
    while (!consuming && behindMayGoOn()) {
      ByteBuf next = behind.take();
      if (next == null) {
        break;
      }
      try {
        consume(next);
      } finally {
        next.release();
      }
      body.batchEnd();
    }
    if (!channel.config().isAutoRead() && (phase == Phase.BODY ? body.flows() : behind.isEmpty())) {
      channel.config().setAutoRead(true);
    }
  }

  private boolean behindMayGoOn() {
    return switch (phase) {
      case HEAD, TUNNEL, LINGER -> true;
      case BODY -> body.flows();
      case ANSWER -> false;
    };
  }

  // --- what the exchange asks for

  boolean isBodyPending() {
    return phase == Phase.BODY && !body.isDone();
  }

  void startBody(Exchange.BodySink sink) {
    body.giveTo(sink);
    clock.start(ConnectionClock.Wait.BODY, settings.timeouts().stall());
    continueBehind();
  }

  void pauseBody(boolean pause) {
    if (phase != Phase.BODY || !body.pause(pause)) {
      return;
    }
    if (pause) {
      clock.stop();
      channel.config().setAutoRead(false);
    } else {
      clock.start(ConnectionClock.Wait.BODY, settings.timeouts().stall());
      continueBehind();
    }
  }

  /** Whether what is left of the request body can be skipped to reach the next request. */
  boolean canSkipBody() {
    return !isBodyPending() || (head != null && body.isSkippable(head));
  }

  /** The answer is written. Called by the exchange, once. */
  void answered(boolean keep) {
    if (!channel.isWritable()) {
      // The next request waits until the client has taken most of this answer.
      awaitsWritable = true;
      keepAfterWritable = keep;
      clock.sending(settings.timeouts().stall());
      return;
    }
    endExchange(keep);
  }

  private void endExchange(boolean keep) {
    Http1Exchange ended = current;
    current = null;
    if (ended != null) {
      ended.close();
    }
    boolean bodyLeft = isBodyPending();
    boolean broken = ended != null && ended.isBroken();
    giveBackHead();
    if (!keep || draining) {
      // A closed socket tells nobody what the client has acknowledged.
      boolean counted = watched != null && !watched.isTold();
      closeAfterFlush(bodyLeft || broken || counted || !behind.isEmpty());
      return;
    }
    if (bodyLeft) {
      body.skip();
    } else {
      phase = Phase.HEAD;
      clock.start(ConnectionClock.Wait.IDLE, settings.timeouts().idle());
    }
    continueBehind();
  }

  /** Turns the connection into a tunnel to {@code peer}. */
  void tunnel(Tunnel.Peer peer) {
    tunnelPeer = peer;
    phase = Phase.TUNNEL;
    if (channel instanceof SocketChannel) {
      // Nothing else would ever notice a peer that vanished from a silent tunnel.
      channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    }
    clock.stop();
    continueBehind();
  }

  private void giveBackHead() {
    if (head != null) {
      loop.heads().giveBack(head);
      head = null;
      reader = null;
    }
  }

  // --- ends of all kinds

  /** Stops taking requests: closes now when there is none, else after its answer. */
  void drain() {
    draining = true;
    if (current == null && phase != Phase.TUNNEL && phase != Phase.LINGER) {
      channel.close();
    }
  }

  /** Ends at once: the process does. */
  void stop() {
    if (current != null) {
      current.abort(STOPPED);
    }
    channel.close();
  }

  private void malformed(MalformedMessageException broken) {
    Http1Exchange exchange = current;
    if (exchange != null) {
      // The body broke while somebody was busy with the request.
      exchange.requestBroke(broken.status(), broken.reason());
      return;
    }
    LOG.debug("malformed request from {}: {}", client.address(), broken.reason());
    RequestHead partial = head == null ? loop.heads().request() : head;
    head = partial;
    phase = Phase.BODY;
    Http1Exchange refusal = new Http1Exchange(this, client, partial);
    current = refusal;
    refusal.refuse(broken.status(), broken.reason());
  }

  /** Somebody wants to know when the client has the answer that was written last. */
  void watch(DeliveryWatch delivery) {
    watched = delivery;
  }

  private void lookAtDelivery() {
    if (watched != null) {
      watched.look();
    }
  }

  /** Closes once everything is out; lingers when the client may still be sending. */
  void closeAfterFlush(boolean linger) {
    phase = Phase.LINGER;
    clock.sending(settings.timeouts().stall());
    if (linger) {
      behind.drop();
      Farewell.lingering(
          channel, () -> clock.start(ConnectionClock.Wait.LINGER, ConnectionClock.LINGER_TIME));
    } else {
      Farewell.afterFlush(channel);
    }
  }

  /** Nothing came or went for too long. */
  void expired(ConnectionClock.Wait wait) {
    switch (wait) {
      case HEAD -> {
        if (head == null) {
          channel.close();
        } else {
          malformed(new MalformedMessageException(408, "the request head took too long"));
        }
      }
      case BODY -> {
        if (current != null) {
          current.requestBroke(408, "the request body stalled");
        } else {
          channel.close();
        }
      }
      case IDLE, LINGER -> channel.close();
      case SEND -> {
        if (current != null) {
          String reason = "the client took no octets for too long";
          current.record().leftByClient(reason);
          current.abort(reason);
        } else {
          Farewell.reset(channel);
        }
      }
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!channel.isWritable()) {
      return;
    }
    if (phase == Phase.TUNNEL && tunnelPeer != null) {
      tunnelPeer.clientWritable();
    } else if (awaitsWritable) {
      awaitsWritable = false;
      clock.stop();
      endExchange(keepAfterWritable);
    } else if (current != null) {
      current.writable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event != ChannelInputShutdownEvent.INSTANCE) {
      return;
    }
    lookAtDelivery();
    if (phase == Phase.TUNNEL && tunnelPeer != null) {
      tunnelPeer.clientEnded();
    } else if (current == null || phase == Phase.LINGER) {
      channel.close();
    } else if (phase == Phase.BODY && !awaitsWritable) {
      current.requestBroke(400, "the request body ended early");
    } else if (!current.isAnswered()) {
      // A client that closes while we wait for the app looks the same as one that only ends its
      // side; hardly any does the latter, and an app should not work for somebody who left.
      channel.close();
    } else {
      draining = true;
    }
  }

  /** The connection turned out to speak something else. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    loop.deadlines().forget(clock);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    loop.deadlines().forget(clock);
    Http1Exchange exchange = current;
    current = null;
    Tunnel.Peer peer = tunnelPeer;
    tunnelPeer = null;
    if (peer != null) {
      peer.clientGone();
    }
    if (exchange != null) {
      body.forget();
      exchange.connectionGone();
    } else {
      body.fail();
    }
    behind.drop();
    giveBackHead();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("a connection failed inside the gateway", cause);
    }
    lookAtDelivery();
    if (current == null) {
      channel.close();
    } else {
      current.failing();
      // An answer that ends here must not look as if it were whole.
      Farewell.reset(channel);
    }
  }
}
