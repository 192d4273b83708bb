package dev.handoff.gateway.limit;

import dev.handoff.core.fields.Field;
import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.deliver.Refusals;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestHandler;
import dev.handoff.gateway.limit.Passage.Stop;
import dev.handoff.gateway.limit.pace.PacedExchange;
import java.util.List;

/**
 * Stands before everything else that happens to a request: what its client may have at a time. The
 * app is not asked and no file is looked for while a request waits here.
 */
final class ClientGate implements RequestHandler {
  private final Rule rule;
  private final LimitCount requests;
  private final List<AddressRange> trusted;
  private final boolean paces;
  private final long free;
  private final RequestHandler next;

  /**
   * @param paces whether answers have a rate
   * @param free octets of each that go before it holds
   */
  ClientGate(
      Rule rule,
      LimitCount requests,
      List<AddressRange> trusted,
      boolean paces,
      long free,
      RequestHandler next) {
    this.rule = rule;
    this.requests = requests;
    this.trusted = List.copyOf(trusted);
    this.paces = paces;
    this.free = free;
    this.next = next;
  }

  @Override
  public void handle(Exchange exchange) {
    KeyState client = rule.table().hold(ClientKey.of(exchange, trusted), System.nanoTime());
    Stop[] stops = {
      new Stop(rule, client, client.turns(), requests),
      new Stop(rule, client, client.slots(), rule.count())
    };
    Passage.begin(
        exchange,
        stops,
        new Passage.Outcome() {
          @Override
          public void through() {
            if (paces) {
              PacedExchange paced = PacedExchange.of(exchange, free);
              paced.pace().share(client.rate());
              next.handle(paced);
            } else {
              next.handle(exchange);
            }
          }

          @Override
          public void refused(Field retryAfter) {
            Refusals.answer(exchange, 429, List.of(retryAfter));
          }
        });
  }
}
