package dev.handoff.gateway.receipt;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.handoff.gateway.deliver.Carried;
import dev.handoff.gateway.exchange.RequestRecord;
import dev.handoff.gateway.exchange.RequestRecord.Party;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** One receipt as a JSON object; what is not known is left out. */
final class ReceiptText {
  private static final JsonFactory JSON = new JsonFactory();

  private ReceiptText() {}

  /**
   * @param delivered every octet of the answer
   * @param acknowledged content octets that the client has for certain
   */
  static byte[] of(
      String id, Delivery delivery, RequestRecord record, boolean delivered, long acknowledged) {
    Carried carried = delivery.carried();
    List<Carried.Span> had =
        delivered && carried.length().isPresent()
            ? carried.after(Long.MAX_VALUE)
            : carried.after(acknowledged);
    long bytes = had.stream().mapToLong(span -> span.end() - span.first()).sum();
    OptionalLong asked = carried.length();
    boolean finished = delivered || (asked.isPresent() && bytes == asked.getAsLong());
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeStringField("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
      text(json, "request_id", delivery.requestId());
      text(json, "receipt", delivery.receipt());
      text(json, "subject", delivery.subject());
      text(json, "app", Optional.ofNullable(record.app()));
      text(json, "link_key", Optional.ofNullable(record.linkKey()));
      json.writeStringField("location", delivery.location());
      text(json, "target", Optional.ofNullable(record.target()).map(ReceiptText::cut));
      json.writeStringField("client", delivery.client());
      json.writeBooleanField("hop_only", delivery.hopOnly());
      json.writeNumberField("status", record.status());
      if (carried.size().isPresent()) {
        json.writeNumberField("size", carried.size().getAsLong());
      }
      text(json, "etag", delivery.etag());
      json.writeArrayFieldStart("intervals");
      for (Carried.Span span : had) {
        json.writeStartArray();
        json.writeNumber(span.first());
        json.writeNumber(span.end());
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeNumberField("delivered", bytes);
      json.writeStringField("outcome", finished ? "finished" : bytes > 0 ? "partial" : "aborted");
      if (!finished) {
        json.writeStringField("aborted_by", abortedBy(record));
      }
      json.writeNumberField("seconds", BigDecimal.valueOf(record.elapsedNanos() / 1000, 6));
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** An answer that was written to its end is only cut short by who should have taken it. */
  private static String abortedBy(RequestRecord record) {
    Party party = record.isWhole() ? Party.CLIENT : record.abortedBy();
    return (party == null ? Party.GATEWAY : party).name().toLowerCase(Locale.ROOT);
  }

  private static String cut(String target) {
    int most = 2048;
    return target.length() <= most ? target : target.substring(0, most) + "…";
  }

  private static void text(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  /**
   * A batch as it is posted.
   *
   * @param receipts JSON objects
   */
  static byte[] batch(String id, List<byte[]> receipts) {
    int size = receipts.stream().mapToInt(receipt -> receipt.length + 1).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream(size + 80);
    ascii(out, "{\"batch\":\"" + id + "\",\"receipts\":[");
    String comma = "";
    for (byte[] receipt : receipts) {
      ascii(out, comma);
      out.writeBytes(receipt);
      comma = ",";
    }
    ascii(out, "]}");
    return out.toByteArray();
  }

  private static void ascii(ByteArrayOutputStream out, String text) {
    for (int i = 0; i < text.length(); i++) {
      out.write(text.charAt(i));
    }
  }

  /**
   * What was known when the answer began.
   *
   * @param hopOnly the peer is a proxy: what it acknowledged may never have reached the client
   */
  record Delivery(
      Carried carried,
      Optional<String> etag,
      String location,
      Optional<String> receipt,
      Optional<String> subject,
      Optional<String> requestId,
      String client,
      boolean hopOnly) {}
}
