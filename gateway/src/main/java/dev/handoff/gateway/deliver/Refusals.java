package dev.handoff.gateway.deliver;

import dev.handoff.core.fields.Field;
import dev.handoff.core.problem.Document;
import dev.handoff.core.problem.Problem;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.FieldName;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * Answers without a file: a short document that says what went wrong and nothing about where.
 *
 * <p>Missing, hidden, internal and forbidden look the same to a client.
 */
public final class Refusals {
  private Refusals() {}

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
