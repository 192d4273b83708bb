package dev.handoff.gateway.deliver;

import dev.handoff.core.fields.Field;
import dev.handoff.core.problem.Document;
import dev.handoff.core.problem.Problem;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * Answers without a file: a short document that says what went wrong and nothing about where.
 *
 * <p>Missing, hidden, internal and forbidden look the same to a client.
 */
public final class Refusals {
  private static final List<Field> ALLOW = new ResponsePlan.MethodNotAllowed().fields();

  private Refusals() {}

  /**
   * Answers a method that nobody reads files with (RFC 9110 §9.3.7, §15.5.6): says what may be
   * asked, as the answer or beside the refusal.
   */
  public static void method(Exchange exchange) {
    if (exchange.request().method() == RequestHead.Method.OPTIONS) {
      AnswerHead out = exchange.answer(204);
      ALLOW.forEach(field -> out.field(field.name(), field.value()));
      exchange.finish(out);
    } else {
      answer(exchange, 405, ALLOW);
    }
  }

  /** Answers {@code status}, 4xx or 5xx. */
  public static void answer(Exchange exchange, int status) {
    answer(exchange, status, List.of());
  }

  /** Answers {@code status} with further fields, such as Allow or an app's cookies. */
  public static void answer(Exchange exchange, int status, List<Field> fields) {
    if (exchange.isOver() || exchange.isAnswered()) {
      return;
    }
    Document document =
        Problem.of(status).document(exchange.request().lines(FieldName.ACCEPT.text()));
    byte[] content = document.octets();
    AnswerHead out = exchange.answer(status);
    for (Field field : document.fields()) {
      out.field(field.name(), field.value());
    }
    for (Field field : fields) {
      out.field(field.name(), field.value());
    }
    exchange.finish(out, Unpooled.wrappedBuffer(content));
  }
}
