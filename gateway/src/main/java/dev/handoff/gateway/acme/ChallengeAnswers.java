package dev.handoff.gateway.acme;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestHandler;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/**
 * Answers an authority, and leaves everything else to the next handler: an app that gets
 * certificates of its own keeps its challenges.
 */
public final class ChallengeAnswers implements RequestHandler {
  private static final String PREFIX = "/.well-known/acme-challenge/";

  private final Challenges challenges;
  private final RequestHandler next;

  public ChallengeAnswers(Challenges challenges, RequestHandler next) {
    this.challenges = challenges;
    this.next = next;
  }

  @Override
  public void handle(Exchange exchange) {
    Optional<String> answer = challenges.isIdle() ? Optional.empty() : answer(exchange.request());
    if (answer.isEmpty()) {
      next.handle(exchange);
      return;
    }
    byte[] octets = answer.get().getBytes(US_ASCII);
    AnswerHead out = exchange.answer(200);
    out.field(FieldName.CONTENT_TYPE, "application/octet-stream")
        .number(FieldName.CONTENT_LENGTH, octets.length)
        .field(FieldName.CACHE_CONTROL, "no-store");
    exchange.finish(out, Unpooled.wrappedBuffer(octets));
  }

  private Optional<String> answer(RequestHead request) {
    String target = request.target();
    return request.method() == RequestHead.Method.GET && target.startsWith(PREFIX)
        ? challenges.answer(target.substring(PREFIX.length()))
        : Optional.empty();
  }
}
