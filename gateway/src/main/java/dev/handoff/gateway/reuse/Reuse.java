package dev.handoff.gateway.reuse;

import dev.handoff.core.handoff.HandoffHints;
import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.upstream.AnswerHandler;
import dev.handoff.gateway.upstream.App;
import dev.handoff.gateway.upstream.AppAnswer;
import dev.handoff.gateway.upstream.AppRequest;
import dev.handoff.gateway.upstream.Forwarding;
import dev.handoff.gateway.upstream.RequestWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks an app, or takes what it said to an identical request a moment ago.
 *
 * <p>Only the app that a request is routed to is spared; one that it hands off to in turn is asked
 * each time. Several identical requests that come before the first answer all ask the app: to let
 * them wait for one answer would hand them a decision that no app has allowed to be shared yet.
 * Shared by all loops.
 */
public final class Reuse {
  private final Decisions decisions;
  private final Limits limits;

  public Reuse(Decisions decisions, Limits limits) {
    this.decisions = decisions;
    this.limits = limits;
  }

  /** Has the request answered by {@code app}; an app that never lets reuse costs nothing here. */
  public void ask(Exchange exchange, App app, AppRequest request, AnswerHandler handler) {
    if (exchange.record().isTraced()) {
      List<String> withheld = RequestWriter.withheld(exchange, request);
      if (!withheld.isEmpty()) {
        exchange.record().step("request", "not for the app: " + String.join(", ", withheld));
      }
    }
    if (!app.isReusing() || !isRepeatable(exchange, request)) {
      Forwarding.start(exchange, app, request, limits, handler);
      return;
    }
    DecisionId id = DecisionId.of(exchange, app, request);
    Decision decision = decisions.find(id);
    if (decision == null) {
      Forwarding.start(exchange, app, request, limits, handler);
      return;
    }
    exchange.record().reused(app.config().name());
    if (exchange.record().isTraced()) {
      exchange.record().step("reuse", text(decision));
    }
    Runnable afresh =
        () -> {
          decisions.drop(id, decision);
          Forwarding.start(exchange, app, request, limits, handler);
        };
    handler.answered(new ReusedAnswer(exchange, app, request, decision.head(), afresh));
  }

  private String text(Decision decision) {
    String age = String.format(Locale.ROOT, "%.1f", (decisions.now() - decision.keptNanos()) / 1e9);
    return "decision of " + age + " s ago reused" + named(decision.key());
  }

  private static String named(Optional<String> key) {
    return key.map(name -> " (key " + name + ")").orElse(" (it has no key)");
  }

  /** Keeps a handoff for identical requests, if the app wants that and it is safe. */
  public void keep(AppAnswer answer, HandoffHints hints) {
    Optional<Duration> wanted = hints.reuse().filter(time -> !time.isZero());
    if (wanted.isEmpty() || answer.afresh().isPresent()) {
      return;
    }
    Duration most = answer.app().config().reuseMax();
    Duration life = wanted.get().compareTo(most) < 0 ? wanted.get() : most;
    Optional<String> against = against(answer, hints);
    if (against.isPresent()) {
      answer.exchange().record().step("reuse", "not kept: " + against.get());
      return;
    }
    Decision decision =
        new Decision(answer.head().kept(), hints.key(), decisions.now(), life.toNanos());
    DecisionId id = DecisionId.of(answer.exchange(), answer.app(), answer.request());
    boolean kept = decisions.keep(id, decision, answer.exchange().record().startedNanos());
    if (kept) {
      answer.app().reusing();
    }
    if (answer.exchange().record().isTraced()) {
      answer
          .exchange()
          .record()
          .step(
              "reuse",
              kept
                  ? "kept for "
                      + life.toSeconds()
                      + " s for identical requests"
                      + named(hints.key())
                  : "not kept: decisions were revoked meanwhile");
    }
  }

  /** Why a decision that the app lets us reuse is not kept after all. */
  private static Optional<String> against(AppAnswer answer, HandoffHints hints) {
    int status = answer.head().status();
    if (answer.app().config().reuseMax().isZero()) {
      return Optional.of("reuse_max is 0");
    } else if (!isRepeatable(answer.exchange(), answer.request())) {
      return Optional.of("only a GET or HEAD without content can be identical to another");
    } else if (status < 200 || status > 299) {
      return Optional.of("its status is no success");
    } else if (answer.head().has(FieldName.SET_COOKIE)) {
      return Optional.of("it sets a cookie");
    } else if (hints.deleteAfter()) {
      return Optional.of("the file goes with this delivery");
    }
    return Optional.empty();
  }

  /** Whether another request could be the same, and would have the same effect: none. */
  private static boolean isRepeatable(Exchange exchange, AppRequest request) {
    RequestHead head = exchange.request();
    return (head.method() == RequestHead.Method.GET || head.method() == RequestHead.Method.HEAD)
        && head.framing() == BodyFraming.NONE
        && !exchange.hasBody()
        && !request.asGet()
        && !RequestWriter.asksForWebSocket(head);
  }
}
