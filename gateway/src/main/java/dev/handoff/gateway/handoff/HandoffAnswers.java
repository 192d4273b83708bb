package dev.handoff.gateway.handoff;

import dev.handoff.core.fields.Field;
import dev.handoff.core.handoff.AccelFields;
import dev.handoff.core.handoff.HandoffHints;
import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.handoff.Rate;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.deliver.Refusals;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestRecord;
import dev.handoff.gateway.exchange.Trace;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.reuse.Reuse;
import dev.handoff.gateway.upstream.AnswerHandler;
import dev.handoff.gateway.upstream.AppAnswer;
import dev.handoff.gateway.upstream.LogText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every answer of an app: an ordinary one goes on to the client, a handoff is taken over.
 *
 * <p>A broken handoff is the app's mistake: the client gets 502, and the log says which app, which
 * value, and where in it.
 */
public final class HandoffAnswers implements AnswerHandler {
  private static final Logger LOG = LoggerFactory.getLogger(HandoffAnswers.class);

  private final HandoffTargets targets;
  private final OwnAnswers own;
  private final Reuse reuse;
  private final @Nullable Handover earlier;

  /** For the first answer of a request. */
  public HandoffAnswers(HandoffTargets targets, OwnAnswers own, Reuse reuse) {
    this(targets, own, reuse, null);
  }

  private HandoffAnswers(
      HandoffTargets targets, OwnAnswers own, Reuse reuse, @Nullable Handover earlier) {
    this.targets = targets;
    this.own = own;
    this.reuse = reuse;
    this.earlier = earlier;
  }

  @Override
  public void answered(AppAnswer answer) {
    AppConfig app = answer.app().config();
    Exchange exchange = answer.exchange();
    ResponseHead head = answer.head();
    Trigger trigger = Trigger.of(head, app);
    Trace trace = exchange.record().trace();
    if (trace != null) {
      trace(trace, answer, trigger);
    }
    switch (trigger) {
      case Trigger.None _ -> passOn(answer);
      case Trigger.WrongStatus wrong -> {
        LOG.warn(
            "app {}: {} on a {} is no handoff; the field was removed",
            app.name(),
            wrong.field().text(),
            head.status());
        passOn(answer);
      }
      case Trigger.Mistake mistake ->
          refuse(answer, 502, mistake.field().text() + ": " + mistake.reason());
      case Trigger.Handoff handoff -> take(answer, handoff);
    }
  }

  private static void trace(Trace trace, AppAnswer answer, Trigger trigger) {
    RequestRecord record = answer.exchange().record();
    ResponseHead head = answer.head();
    String who = "app " + answer.app().config().name();
    String time =
        record.isReused() ? "" : String.format(Locale.ROOT, " in %.1f ms", record.appNanos() / 1e6);
    trace.step(who, "answered " + head.status() + time + ", " + trigger.text());
    trace.decided(
        answer.app().config().name(), head.status(), record.appNanos(), record.isReused());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < head.fieldCount(); i++) {
      lines.add(head.nameText(i) + ": " + head.value(i));
    }
    trace.said(who, lines);
  }

  private void passOn(AppAnswer answer) {
    if (earlier == null) {
      own.pass(answer);
      return;
    }
    // The second app's answer goes out with what the first one said of it, which was not meant for
    // an error.
    AppHeads heads = earlier.heads();
    answer.pass(answer.head().status() >= 400 ? heads::copyOverError : heads::copyOver);
    earlier.heads().release(answer.exchange().loop().heads());
  }

  private void take(AppAnswer answer, Trigger.Handoff handoff) {
    Exchange exchange = answer.exchange();
    exchange.record().target(handoff.shown());
    switch (handoff.target()) {
      case HandoffTarget.Broken broken ->
          refuse(
              answer,
              502,
              "%s: %s at octet %d of \"%s\""
                  .formatted(
                      handoff.field().text(),
                      broken.reason(),
                      broken.offset(),
                      LogText.value(handoff.shown())));
      case HandoffTarget.Unsafe unsafe ->
          refuse(
              answer,
              404,
              "%s: %s in \"%s\""
                  .formatted(
                      handoff.field().text(), unsafe.reason(), LogText.value(handoff.shown())));
      case HandoffTarget.AbsoluteUrl url -> {
        Handover handover = read(answer);
        if (handover != null) {
          targets.deliver(exchange, answer.app(), handover, url);
        }
      }
      case HandoffTarget.InternalUri uri -> {
        Handover handover = read(answer);
        if (handover != null) {
          targets.deliver(exchange, answer.app(), handover, uri, next(handover));
        }
      }
      case HandoffTarget.FilePath path -> {
        Handover handover = read(answer);
        if (handover != null) {
          targets.deliver(exchange, answer.app(), handover, path);
        }
      }
    }
  }

  private HandoffAnswers next(Handover handover) {
    return new HandoffAnswers(targets, own, reuse, handover);
  }

  /** Takes the answer over with all it says of the delivery; null when that was refused. */
  private @Nullable Handover read(AppAnswer answer) {
    AppConfig app = answer.app().config();
    ResponseHead head = answer.head();
    HandoffHints hints = HandoffHints.NONE;
    switch (HandoffHints.parse(head.lines(FieldName.HANDOFF.text()))) {
      case HandoffHints.Parsed parsed -> {
        hints = parsed.hints();
        if (!parsed.ignored().isEmpty()) {
          LOG.warn("app {}: Handoff: ignored {}", app.name(), parsed.ignored());
        }
      }
      case HandoffHints.Unreadable unreadable ->
          LOG.warn("app {}: Handoff: ignored, {}", app.name(), unreadable.reason());
      case HandoffHints.Refused refused -> {
        refuse(answer, 502, "Handoff: " + refused.reason());
        return null;
      }
    }
    Handover handover = earlier == null ? new Handover() : earlier;
    if (!handover.hop()) {
      refuse(answer, 500, "more than " + Handover.MOST_HOPS + " handoffs for one request");
      return null;
    }
    handover.hints(hints);
    handover.typeFromApp(app.contentTypeFromApp());
    String rate = head.value(FieldName.X_ACCEL_LIMIT_RATE);
    if (rate != null) {
      Rate.parseLimitRate(rate).ifPresent(handover::rate);
    }
    String charset = head.value(FieldName.X_ACCEL_CHARSET);
    if (charset != null) {
      AccelFields.charset(charset).ifPresent(handover::charset);
    }
    if (earlier == null) {
      reuse.keep(answer, hints);
      Optional<Runnable> afresh = answer.afresh();
      if (afresh.isPresent()) {
        handover.afresh(afresh.get());
      }
    }
    handover.heads().add(answer.take());
    return handover;
  }

  private void refuse(AppAnswer answer, int status, String reason) {
    AppConfig app = answer.app().config();
    Exchange exchange = answer.exchange();
    LOG.warn("app {}: {} -> {}", app.name(), reason, status);
    exchange.record().note("app " + app.name() + ": " + reason);
    AppHeads heads = earlier == null ? new AppHeads() : earlier.heads();
    heads.add(answer.take());
    List<Field> fields = heads.errorFields();
    heads.release(exchange.loop().heads());
    Refusals.answer(exchange, status, fields);
  }
}
