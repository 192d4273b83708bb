package dev.handoff.gateway.handoff;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.response.FileResponse;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.validators.Validators;
import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.deliver.Refusals;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.upstream.AppAnswer;
import dev.handoff.gateway.upstream.AppFields;
import dev.handoff.gateway.upstream.Forwarding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A 200 an app made itself, although its conditions and ranges were hidden from it.
 *
 * <p>Nothing is lost by the hiding: conditions are decided on the app's own validators, and a
 * single range is cut out here when little precedes it. For a range far into the body the app is
 * asked again with the client's own fields.
 */
public final class OwnAnswers {
  /** Octets that may be read and thrown away in front of a range. */
  private static final long MOST_SKIPPED = 1 << 20;

  private final Limits limits;

  public OwnAnswers(Limits limits) {
    this.limits = limits;
  }

  void pass(AppAnswer answer) {
    RequestHead request = answer.exchange().request();
    boolean retrieves =
        request.method() == RequestHead.Method.GET || request.method() == RequestHead.Method.HEAD;
    if (!answer.request().hideConditions() || !retrieves || answer.head().status() != 200) {
      answer.pass();
      return;
    }
    FileRequest asked = FileRequest.of(request.methodText(), request);
    if (asked == FileRequest.GET || asked == FileRequest.HEAD) {
      answer.pass();
      return;
    }
    decide(answer, asked);
  }

  private void decide(AppAnswer answer, FileRequest asked) {
    Instant now = Instant.now();
    ResponseHead head = answer.head();
    Representation whole =
        Representation.of(
            head.framing() == BodyFraming.LENGTH
                ? OptionalLong.of(head.contentLength())
                : OptionalLong.empty(),
            Validators.ofResponse(head, now),
            Optional.ofNullable(head.value(FieldName.CONTENT_TYPE)),
            canBeCut(head));
    ResponsePlan plan = FileResponse.decide(asked, whole, now, RangeLimits.SINGLE, () -> "unused");
    switch (plan) {
      case ResponsePlan.Full _, ResponsePlan.MultiPart _ -> answer.pass();
      case ResponsePlan.Partial partial -> cut(answer, partial);
      case ResponsePlan.NotModified notModified -> {
        Exchange exchange = answer.exchange();
        AnswerHead out = head(answer, notModified);
        exchange.loop().heads().giveBack(answer.take());
        exchange.finish(out);
      }
      case ResponsePlan.PreconditionFailed _,
          ResponsePlan.RangeNotSatisfiable _,
          ResponsePlan.MethodNotAllowed _,
          ResponsePlan.Options _ ->
          refuse(answer, plan);
    }
  }

  private static boolean canBeCut(ResponseHead head) {
    String ranges = head.value(FieldName.ACCEPT_RANGES);
    return head.framing() == BodyFraming.LENGTH
        && (ranges == null || !ranges.equalsIgnoreCase("none"));
  }

  private void cut(AppAnswer answer, ResponsePlan.Partial partial) {
    Exchange exchange = answer.exchange();
    if (partial.range().first() > MOST_SKIPPED) {
      exchange.record().step("range", "far into the app's body: the app is asked for it");
      exchange.loop().heads().giveBack(answer.take());
      Forwarding.start(
          exchange,
          answer.app(),
          answer.request().hidingConditions(false),
          limits,
          AppAnswer::pass);
      return;
    }
    exchange.record().step("range", "cut out of the app's answer");
    answer.passSlice(head(answer, partial), partial.range().first(), partial.range().length());
  }

  /** The plan's fields, and those of the app's 200 that may stand beside them. */
  private static AnswerHead head(AppAnswer answer, ResponsePlan plan) {
    ResponseHead from = answer.head();
    AnswerHead out = answer.exchange().answer(plan.status());
    for (Field field : plan.fields()) {
      out.field(field.name(), field.value());
    }
    for (int i = 0; i < from.fieldCount(); i++) {
      if (AppFields.crosses(from, i, true) && plan.carries(from.nameText(i))) {
        out.copy(from, i);
      }
    }
    return out;
  }

  private static void refuse(AppAnswer answer, ResponsePlan plan) {
    Exchange exchange = answer.exchange();
    ResponseHead from = answer.head();
    List<Field> fields = new ArrayList<>(plan.fields());
    for (int i = 0; i < from.fieldCount(); i++) {
      if (AppFields.crosses(from, i, true) && plan.carries(from.nameText(i))) {
        fields.add(new Field(from.nameText(i), from.value(i)));
      }
    }
    exchange.loop().heads().giveBack(answer.take());
    Refusals.answer(exchange, plan.status(), fields);
  }
}
