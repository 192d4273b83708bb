package dev.handoff.gateway.observe;

import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.exchange.AskingAddress;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestRecord;
import dev.handoff.gateway.exchange.RequestRecord.Party;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of a request, whatever the format; {@code docs/logging.md} has the table. */
final class LogFields {
  private static final String REQUEST_ID = "X-Request-Id";

  private final HiddenValues hidden;
  private final List<AddressRange> trusted;

  /** Writes fields in the order of the calls; absent and empty values are left out. */
  interface Sink {
    void text(String name, @Nullable String value);

    void number(String name, long value);

    void seconds(String name, long nanos);

    /** Something that is so; what is not is left out. */
    void yes(String name);
  }

  /**
   * @param trusted proxies that are believed about who the client is
   */
  LogFields(LogConfig config, List<AddressRange> trusted) {
    this.hidden = new HiddenValues(config.hide());
    this.trusted = trusted;
  }

  /** The client's address: behind trusted proxies what they say of it. */
  String client(Exchange exchange) {
    String peer = exchange.client().address();
    return exchange.client().trusted()
        ? AskingAddress.of(exchange, trusted).flatMap(LogFields::text).orElse(peer)
        : peer;
  }

  private static Optional<String> text(Octets address) {
    try {
      return Optional.of(InetAddress.getByAddress(address.toByteArray()).getHostAddress());
    } catch (UnknownHostException neitherFourNorSixteen) {
      return Optional.empty();
    }
  }

  /** The target as it may be logged. */
  String target(RequestHead head) {
    return hidden.hide(head.target());
  }

  @Nullable String referer(RequestHead head) {
    return hide(head.value(FieldName.REFERER));
  }

  private @Nullable String hide(@Nullable String text) {
    return text == null ? null : hidden.hide(text);
  }

  /** Who asked, beyond what both formats say in their own way. */
  void request(Exchange exchange, String client, Sink to) {
    RequestHead head = exchange.request();
    List<String> ids = head.lines(REQUEST_ID);
    to.text("request_id", ids.isEmpty() ? null : ids.getFirst());
    String peer = exchange.client().address();
    to.text("peer", peer.equals(client) ? null : peer);
    to.text("tls", exchange.client().secure() ? "yes" : null);
    if (head.targetEnd() > 0) {
      to.text("host", head.value(FieldName.HOST));
      to.text("range", head.value(FieldName.RANGE));
    }
  }

  /** What came of it, beyond status and size. */
  void outcome(Exchange exchange, Sink to) {
    RequestRecord record = exchange.record();
    to.seconds("seconds", record.elapsedNanos());
    if (record.status() > 0) {
      to.seconds("first_byte_seconds", record.firstByteNanos());
    }
    to.text("app", record.app());
    if (record.app() != null) {
      to.seconds("app_seconds", record.appNanos());
    }
    if (record.isReused()) {
      to.yes("reused");
    }
    if (record.heldBackNanos() > 0) {
      to.seconds("waited_seconds", record.heldBackNanos());
    }
    to.text("link_key", record.linkKey());
    to.text("handoff", hide(record.target()));
    to.text("location", record.location());
    Via via = Via.of(exchange);
    to.text("via", via == Via.GATEWAY ? null : via.text());
    to.text("store", record.store());
    if (record.store() != null) {
      to.seconds("store_seconds", record.storeNanos());
    }
    to.text("outcome", record.isWhole() ? "whole" : "aborted");
    Party by = record.isWhole() ? null : record.abortedBy();
    to.text("aborted_by", by == null ? null : by.name().toLowerCase(Locale.ROOT));
    to.text("aborted", hide(record.aborted()));
    to.text("note", hide(record.note()));
  }
}
