package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.core.fields.Field;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.deliver.store.RequestSigner.Signature;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoreFailure;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.http1.Head;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.loop.Alarm;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.upstream.connection.AnswerListener;
import dev.handoff.gateway.upstream.connection.Connection;
import dev.handoff.gateway.upstream.connection.Failure;
import dev.handoff.gateway.upstream.connection.Pool;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One GET, from redirect to redirect, until its answer is through. Confined to its loop. */
final class StoreRequest implements StoreClient.Call, Pool.Waiter, AnswerListener {
  /** Longest head of an answer, in octets. */
  private static final int HEAD_LIMIT = 64 * 1024;

  private final StorePools pools;
  private final Loop loop;
  private final List<Field> fields;
  private final StoreClient.Listener listener;
  private final Alarm connectAlarm = new Alarm(this::connectsTooLong);
  private StoreTarget target;
  private @Nullable Pool pool;
  private @Nullable Connection connection;
  private @Nullable Redirects redirects;
  private boolean retried;
  private boolean paused;
  private boolean over;

  /** The caller has not got this yet, so its listener cannot be told. */
  private boolean starting;

  StoreRequest(
      StorePools pools,
      Loop loop,
      StoreTarget target,
      List<Field> fields,
      StoreClient.Listener listener) {
    this.pools = pools;
    this.loop = loop;
    this.target = target;
    this.fields = fields;
    this.listener = listener;
  }

  void start() {
    starting = true;
    connect(false);
    starting = false;
  }

  // --- a connection

  private void connect(boolean fresh) {
    Optional<Pool> found = pools.pool(loop, target);
    if (found.isEmpty()) {
      fail(503, "more than " + StorePools.MOST + " stores are in use at once");
      return;
    }
    Pool asked = found.get();
    pool = asked;
    asked.acquire(this, fresh);
    if (connection == null && !over) {
      loop.deadlines().watch(connectAlarm);
      connectAlarm.set(access().timeout());
    }
  }

  @Override
  public void connected(Connection ready) {
    loop.deadlines().forget(connectAlarm);
    if (over) {
      ready.putBack();
      return;
    }
    List<Field> signed = List.of();
    if (target.signer().isPresent()) {
      switch (target.signer().get().sign(target.origin(), target.target())) {
        case Signature.Signed made -> signed = made.fields();
        case Signature.Unavailable none -> {
          ready.putBack();
          fail(502, none.reason());
          return;
        }
      }
    }
    connection = ready;
    ByteBuf head = ready.buffer(GetHead.USUAL_OCTETS);
    GetHead.write(head, target, fields, signed);
    ready.send(head, this, false, access().timeout(), HEAD_LIMIT);
    ready.requestSent();
    if (paused) {
      ready.pause(true);
    }
  }

  @Override
  public void notConnected(Failure failure) {
    fail(failure);
  }

  private void connectsTooLong() {
    loop.deadlines().forget(connectAlarm);
    boolean queued = pool != null && pool.giveUp(this);
    fail(queued ? Failure.QUEUE_TIMEOUT : Failure.CONNECT_TIMEOUT);
  }

  // --- the answer

  @Override
  public void interim(ResponseHead head) {
    // 100, 102 and 103 say nothing a delivery needs.
  }

  @Override
  public void head(ResponseHead head) {
    if (head.status() == 101) {
      // Whatever comes behind it is not HTTP.
      cut();
      fail(502, target.origin() + " answered 101, which nobody asked for");
    } else if (Redirects.isRedirect(head.status())) {
      follow(head);
    } else {
      listener.answered(head, target);
    }
  }

  private void follow(ResponseHead head) {
    Redirects way = redirects;
    if (way == null) {
      way = new Redirects(target);
      redirects = way;
    }
    Redirects.Next next = way.next(target, head);
    leave();
    switch (next) {
      case Redirects.Next.To to -> {
        target = to.target();
        retried = false;
        // Later, so that what came of the body is read and the connection may be used again.
        loop.executor().execute(this::connectNext);
      }
      case Redirects.Next.Stop stop -> fail(502, stop.reason());
    }
  }

  private void connectNext() {
    if (!over) {
      connect(false);
    }
  }

  @Override
  public void data(ByteBuf data) {
    listener.data(data);
  }

  @Override
  public void batchEnd() {
    listener.batchEnd();
  }

  @Override
  public void end(@Nullable Head trailers) {
    // The connection goes back to its pool by itself.
    connection = null;
    over = true;
    listener.ended();
  }

  @Override
  public void failed(Failure failure, boolean untouched) {
    connection = null;
    if (untouched && !retried && !failure.equals(Failure.NO_ANSWER)) {
      // The store closed a kept connection just as it was used: not a failure of this request.
      retried = true;
      connect(true);
    } else {
      fail(failure);
    }
  }

  // --- the caller

  @Override
  public void pause(boolean pause) {
    paused = pause;
    if (connection != null) {
      connection.pause(pause);
    }
  }

  @Override
  public void drop() {
    if (!over) {
      over = true;
      loop.deadlines().forget(connectAlarm);
      if (pool != null) {
        pool.giveUp(this);
      }
      leave();
    }
  }

  private void cut() {
    Connection left = connection;
    connection = null;
    if (left != null) {
      left.close();
    }
  }

  private void leave() {
    Connection left = connection;
    connection = null;
    if (left != null) {
      left.drop();
    }
  }

  private void fail(Failure failure) {
    fail(failure.status(), failure.reason(target.origin().toString()));
  }

  private void fail(int status, String reason) {
    if (over) {
      return;
    }
    StoreFailure failure = new StoreFailure(status, reason);
    loop.deadlines().forget(connectAlarm);
    if (starting) {
      loop.executor().execute(() -> tell(failure));
    } else {
      tell(failure);
    }
  }

  private void tell(StoreFailure failure) {
    if (!over) {
      over = true;
      listener.failed(failure);
    }
  }

  private StoreAccess access() {
    return target.rules().access();
  }

  @Override
  public void serverWritable() {
    // A head is one write.
  }

  @Override
  public void tunnelled(ByteBuf data) {
    data.release();
  }
}
