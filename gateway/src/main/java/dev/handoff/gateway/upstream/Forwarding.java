package dev.handoff.gateway.upstream;

import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.deliver.Refusals;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestRecord.Party;
import dev.handoff.gateway.exchange.RequestRecord.Source;
import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.Head;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.loop.Alarm;
import dev.handoff.gateway.upstream.connection.AnswerListener;
import dev.handoff.gateway.upstream.connection.Connection;
import dev.handoff.gateway.upstream.connection.Failure;
import dev.handoff.gateway.upstream.connection.Pool;
import io.netty.buffer.ByteBuf;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way to an app and its answer on the way back.
 *
 * <p>Neither side runs ahead: when the client takes no more, the app is not read. Nothing is kept
 * on disk.
 */
public final class Forwarding
    implements AppAnswer, Pool.Waiter, AnswerListener, Exchange.ClientWatch {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

  private final Exchange exchange;
  private final App app;
  private final AppRequest request;
  private final Limits limits;
  private final AnswerHandler handler;
  private final Pool pool;
  private final Alarm queueAlarm = new Alarm(this::queuedTooLong);
  private @Nullable Connection connection;
  private @Nullable Upload upload;
  private @Nullable ResponseHead head;
  private @Nullable AppTunnel tunnel;
  private @Nullable GatheredBody gathered;
  private boolean retried;
  private boolean settled;
  private long skip;
  private boolean sliced;
  private long left;

  private Forwarding(
      Exchange exchange, App app, AppRequest request, Limits limits, AnswerHandler handler) {
    this.exchange = exchange;
    this.app = app;
    this.request = request;
    this.limits = limits;
    this.handler = handler;
    this.pool = app.pool(exchange.loop());
  }

  /** Sends the exchange's request to {@code app}; its answer goes to {@code handler}. */
  public static void start(
      Exchange exchange, App app, AppRequest request, Limits limits, AnswerHandler handler) {
    Forwarding forwarding = new Forwarding(exchange, app, request, limits, handler);
    exchange.watch(forwarding);
    exchange.record().app(app.config().name());
    forwarding.begin();
  }

  private void begin() {
    boolean chunked = exchange.request().framing() == BodyFraming.CHUNKED;
    if (app.uwsgi() != null && chunked && !request.asGet() && exchange.hasBody()) {
      gathered = new GatheredBody(this, app.config().maxUpload());
      inviteBody();
      exchange.readBody(gathered);
    } else {
      connect(false);
    }
  }

  /** The chunked body of a request to a uwsgi app is here, and with it its length. */
  void bodyGathered() {
    connect(false);
  }

  /** A uwsgi app has no word for "go on", so we say it. */
  private void inviteBody() {
    if (exchange.request().expectsContinue()) {
      exchange.interim(exchange.answer(100));
    }
  }

  // --- a connection

  private void connect(boolean fresh) {
    connection = null;
    pool.acquire(this, fresh);
    if (connection == null && !settled) {
      exchange.loop().deadlines().watch(queueAlarm);
      queueAlarm.set(app.config().timeout());
    }
  }

  @Override
  public void connected(Connection ready) {
    exchange.loop().deadlines().forget(queueAlarm);
    if (settled) {
      ready.close();
      return;
    }
    connection = ready;
    ByteBuf octets = ready.buffer(1024);
    RequestWriter.write(octets, exchange, app, request);
    if (app.uwsgi() != null && !translated(octets, app.uwsgi(), ready)) {
      return;
    }
    ready.send(octets, this, exchange.isHead(), app.config().timeout(), limits.appHead());
    if (gathered == null && !request.asGet() && exchange.hasBody()) {
      if (app.uwsgi() != null) {
        inviteBody();
      }
      boolean chunked = exchange.request().framing() == BodyFraming.CHUNKED;
      Upload started =
          new Upload(this, ready, chunked, app.config().maxUpload().orElse(Long.MAX_VALUE));
      upload = started;
      exchange.readBody(started);
    } else {
      ready.requestSent();
    }
  }

  /** Makes a uwsgi packet of a request head, in the same buffer; false when it became too large. */
  private boolean translated(ByteBuf octets, AppAddress.Uwsgi uwsgi, Connection ready) {
    UwsgiPacket packet = UwsgiPacket.of(octets, exchange, request, gathered, uwsgi);
    OptionalInt refusal = packet.refusal();
    if (refusal.isPresent()) {
      octets.release();
      connection = null;
      ready.close();
      refuse(refusal.getAsInt(), "the request does not fit into the 64 KB of a uwsgi packet");
      return false;
    }
    packet.write(octets.clear());
    if (gathered != null) {
      gathered.writeTo(octets);
    }
    ready.onceOnly();
    return true;
  }

  @Override
  public void notConnected(Failure failure) {
    failed(failure, false);
  }

  private void queuedTooLong() {
    pool.giveUp(this);
    failed(Failure.QUEUE_TIMEOUT, false);
  }

  // --- the answer

  @Override
  public void interim(ResponseHead interim) {
    AnswerHead out = exchange.answer(interim.status());
    AppFields.copyAll(interim, out);
    exchange.interim(out);
  }

  @Override
  public void head(ResponseHead complete) {
    exchange.record().appAnswered();
    head = complete;
    if (complete.status() == 101) {
      upgrade(complete);
    } else {
      handler.answered(this);
    }
  }

  @Override
  public void pass() {
    pass(AppFields::copyAll);
  }

  @Override
  public void pass(FieldWriter fields) {
    exchange.record().source(Source.APP);
    ResponseHead from = head();
    AnswerHead out = exchange.answer(from.status());
    fields.write(from, out);
    exchange.record().step("answer", "the app's own answer is passed on");
    switch (from.framing()) {
      case NONE -> {
        copyLength(from, out);
        exchange.finish(out);
        leave();
      }
      case LENGTH -> {
        out.number(FieldName.CONTENT_LENGTH, from.contentLength());
        exchange.start(out, Exchange.Length.DECLARED);
      }
      case CHUNKED, UNTIL_CLOSE -> exchange.start(out, Exchange.Length.UNKNOWN);
    }
  }

  /** HEAD and 304 say a length of content they do not carry. */
  private void copyLength(ResponseHead from, AnswerHead out) {
    int i = from.indexOf(FieldName.CONTENT_LENGTH, 0);
    if (i >= 0 && from.status() != 204) {
      out.copy(from, i);
    } else if (from.status() != 204 && from.status() != 304 && !exchange.isHead()) {
      out.number(FieldName.CONTENT_LENGTH, 0);
    }
  }

  @Override
  public void passSlice(AnswerHead begun, long skipped, long length) {
    exchange.record().source(Source.APP);
    sliced = true;
    skip = skipped;
    left = length;
    exchange.start(begun, Exchange.Length.DECLARED);
  }

  @Override
  public void data(ByteBuf data) {
    if (settled || exchange.isOver()) {
      data.release();
      return;
    }
    if (sliced) {
      slice(data);
    }
    exchange.write(data);
    if (sliced && left == 0) {
      exchange.end(null);
      leave();
    } else if (!exchange.isWritable()) {
      // Often the socket takes it all, and then there is nothing to pause for.
      exchange.flush();
      if (!exchange.isWritable() && connection != null) {
        connection.pause(true);
      }
    }
  }

  /** Narrows {@code data} to what of it belongs to the slice, possibly nothing. */
  private void slice(ByteBuf data) {
    int cut = (int) Math.min(skip, data.readableBytes());
    data.skipBytes(cut);
    skip -= cut;
    if (data.readableBytes() > left) {
      data.writerIndex(data.readerIndex() + (int) left);
    }
    left -= data.readableBytes();
  }

  @Override
  public void batchEnd() {
    if (tunnel != null) {
      tunnel.batchEnd();
    } else if (exchange.isAnswered()) {
      exchange.flush();
    }
  }

  @Override
  public void end(@Nullable Head trailers) {
    if (settled) {
      return;
    }
    // The connection goes back to its pool by itself.
    connection = null;
    if (sliced && left > 0) {
      settled = true;
      exchange.record().blame(Party.APP);
      exchange.abort("the app's body was shorter than its Content-Length");
      return;
    }
    settle();
    exchange.end(trailers);
  }

  @Override
  public void failed(Failure failure, boolean untouched) {
    if (tunnel != null) {
      tunnel.appGone();
      return;
    }
    if (settled) {
      return;
    }
    if (untouched && !retried && mayRetry() && !exchange.isOver()) {
      // The app closed a kept connection just as we used it: not a failure of this request.
      retried = true;
      connect(true);
      return;
    }
    settle();
    LOG.warn(
        "app {}: {} ({} {})",
        app.config().name(),
        failure.reason("the app"),
        exchange.request().methodText(),
        LogText.path(exchange.request()));
    connection = null;
    if (exchange.isAnswered()) {
      exchange.record().blame(Party.APP);
      exchange.abort(failure.reason("the app"));
    } else {
      exchange.record().note("app " + app.config().name() + ": " + failure.reason("the app"));
      Refusals.answer(exchange, failure.status());
    }
  }

  private boolean mayRetry() {
    if (upload != null) {
      return false;
    }
    return switch (exchange.request().method()) {
      case GET, HEAD, OPTIONS, PUT, DELETE -> true;
      case POST, CONNECT, TRACE, OTHER -> request.asGet();
    };
  }

  // --- the client

  @Override
  public void clientGone() {
    exchange.loop().deadlines().forget(queueAlarm);
    pool.giveUp(this);
    Connection open = connection;
    connection = null;
    settle();
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void clientWritable() {
    if (connection != null) {
      connection.pause(false);
    }
  }

  @Override
  public void serverWritable() {
    if (tunnel != null) {
      tunnel.appWritable();
    } else if (upload != null) {
      upload.appWritable();
    }
  }

  /** The request cannot go to this app as it is. */
  void refuse(int status, String reason) {
    Connection open = connection;
    connection = null;
    settle();
    if (open != null) {
      open.close();
    }
    if (exchange.isAnswered()) {
      exchange.abort(reason);
    } else {
      LOG.info(
          "app {}: {} ({} {})",
          app.config().name(),
          reason,
          exchange.request().methodText(),
          LogText.path(exchange.request()));
      exchange.record().note(reason);
      Refusals.answer(exchange, status);
    }
  }

  // --- upgrade

  private void upgrade(ResponseHead from) {
    Connection open = connection;
    if (open == null || !AppTunnel.isAgreed(exchange, from)) {
      failed(Failure.malformed("101 without a request for it"), false);
      if (open != null) {
        open.close();
      }
      return;
    }
    tunnel = AppTunnel.open(exchange, from, open);
  }

  @Override
  public void tunnelled(ByteBuf data) {
    if (tunnel == null) {
      data.release();
    } else {
      tunnel.fromApp(data);
    }
  }

  // --- letting go

  @Override
  public ResponseHead take() {
    Connection open = connection;
    if (open == null) {
      throw new IllegalStateException("the answer was taken already");
    }
    ResponseHead taken = open.takeHead();
    exchange.watch(null);
    leave();
    return taken;
  }

  private void leave() {
    Connection open = connection;
    connection = null;
    settle();
    if (open != null) {
      open.drop();
    }
  }

  private void settle() {
    settled = true;
    head = null;
    if (upload != null) {
      upload.stop();
    }
    if (gathered != null) {
      gathered.discard();
    }
  }

  @Override
  public Exchange exchange() {
    return exchange;
  }

  @Override
  public App app() {
    return app;
  }

  @Override
  public AppRequest request() {
    return request;
  }

  @Override
  public ResponseHead head() {
    ResponseHead complete = head;
    if (complete == null) {
      throw new IllegalStateException("the answer was taken already");
    }
    return complete;
  }
}
