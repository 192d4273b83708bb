package dev.handoff.gateway.receipt;

import dev.handoff.core.handoff.HandoffHints;
import dev.handoff.core.validators.Validators;
import dev.handoff.gateway.deliver.Carried;
import dev.handoff.gateway.exchange.Exchange;
import java.util.function.Function;

/**
 * Where the deliveries of one configuration are noted.
 *
 * @param receipts takes them
 * @param asking says who is at the far end of a request
 */
public record ReceiptBook(Receipts receipts, Function<Exchange, String> asking) {

  /** A delivery begins; see {@link Receipts#begin}. */
  public void begin(
      Exchange exchange,
      Carried carried,
      Validators validators,
      String location,
      HandoffHints hints) {
    receipts.begin(exchange, carried, validators, location, hints, asking);
  }
}
