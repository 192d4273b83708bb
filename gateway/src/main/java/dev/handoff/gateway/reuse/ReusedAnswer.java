package dev.handoff.gateway.reuse;

import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.upstream.App;
import dev.handoff.gateway.upstream.AppAnswer;
import dev.handoff.gateway.upstream.AppRequest;
import java.util.Optional;

/**
 * An answer the app gave to an identical request. Only handoffs are kept, so there is no body: to
 * pass one on, the app has to be asked after all.
 */
final class ReusedAnswer implements AppAnswer {
  private final Exchange exchange;
  private final App app;
  private final AppRequest request;
  private final ResponseHead head;
  private final Runnable afresh;

  ReusedAnswer(Exchange exchange, App app, AppRequest request, ResponseHead kept, Runnable afresh) {
    this.exchange = exchange;
    this.app = app;
    this.request = request;
    this.head = exchange.loop().heads().response();
    this.head.copyOf(kept);
    this.afresh = afresh;
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
    return head;
  }

  @Override
  public ResponseHead take() {
    return head;
  }

  @Override
  public Optional<Runnable> afresh() {
    return Optional.of(afresh);
  }

  @Override
  public void pass() {
    askAfresh();
  }

  @Override
  public void pass(FieldWriter fields) {
    askAfresh();
  }

  @Override
  public void passSlice(AnswerHead begun, long skip, long length) {
    begun.discard();
    askAfresh();
  }

  private void askAfresh() {
    exchange.loop().heads().giveBack(head);
    afresh.run();
  }
}
