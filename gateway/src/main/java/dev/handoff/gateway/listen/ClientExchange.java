package dev.handoff.gateway.listen;

import dev.handoff.gateway.deliver.Refusals;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.Trace;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.Base64;

/** What exchanges of clients have in common, whatever protocol carries them. */
abstract class ClientExchange extends Exchange {
  final Channel channel;
  private final ConnectionSettings settings;
  private final RequestHead request;
  private boolean answered;
  private boolean over;
  private boolean explained;

  ClientExchange(
      Channel channel, Loop loop, Client client, ConnectionSettings settings, RequestHead request) {
    super(loop, client);
    this.channel = channel;
    this.settings = settings;
    this.request = request;
  }

  @Override
  public final RequestHead request() {
    return request;
  }

  @Override
  public final boolean isAnswered() {
    return answered;
  }

  @Override
  public final boolean isOver() {
    return over;
  }

  final ConnectionSettings settings() {
    return settings;
  }

  final void over() {
    over = true;
  }

  /**
   * The final answer begins.
   *
   * @return whether {@code head} is to be sent; if not, the caller discards it
   */
  final boolean begins(int status) {
    if (over || answered) {
      return false;
    }
    answered = true;
    record().status(status);
    return true;
  }

  /** Whether a trace is wanted in place of the answer that is about to be sent. */
  final boolean isToExplain() {
    return !over && !answered && record().isTraced();
  }

  /**
   * Sends the trace in place of the answer it explains; whoever made that one is let go.
   *
   * @param head the answer's, as HTTP/1 has it; its status line comes first
   */
  final void explain(int status, ByteBuf head) {
    Trace trace = record().trace();
    record().trace(null);
    if (trace == null) {
      return;
    }
    byte[] json = trace.json(status, ByteBufUtil.getBytes(head));
    AnswerHead out = answer(200);
    out.field(FieldName.CONTENT_TYPE, Trace.MEDIA_TYPE)
        .number(FieldName.CONTENT_LENGTH, json.length)
        .field(FieldName.CACHE_CONTROL, "no-store");
    if (isHead()) {
      // There is no content to put it into.
      out.field(Trace.FIELD, Base64.getUrlEncoder().encodeToString(json));
    }
    explained = true;
    finish(out, Unpooled.wrappedBuffer(json));
  }

  /** The answer is written to its end. */
  final void whole() {
    over = true;
    record().whole();
    if (explained) {
      // The maker of the real answer is still in the middle of sending it.
      loop().executor().execute(this::tellGone);
    }
  }

  /** Nothing is left to do; the head may be reused after this. */
  final void close() {
    over = true;
    settings.finished(this);
    tellThrough();
    deliveryOver(record().isWhole());
  }

  /**
   * Nothing more is written: tells those who wait for it once the client has acknowledged
   * everything, or never will.
   *
   * @param whole the answer was written to its end
   */
  abstract void deliveryOver(boolean whole);

  /** The request itself broke off or broke the rules while it was being worked on. */
  final void requestBroke(int status, String reason) {
    tellGone();
    if (answered) {
      abort(reason);
    } else {
      refuse(status, reason);
    }
  }

  void refuse(int status, String reason) {
    record().note(reason);
    Refusals.answer(this, status);
  }

  final void failInside() {
    tellGone();
    if (answered) {
      abort("an error inside the gateway");
    } else {
      Refusals.answer(this, 500);
    }
  }
}
