package dev.handoff.gateway.observe;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.handoff.core.links.LinkQuery;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestRecord;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One JSON object a line, with what a program wants to know; absent values are left out. */
final class JsonFormat implements LineFormat {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public byte[] line(Exchange exchange) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(300);
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      write(json, exchange);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    out.write('\n');
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Exchange exchange) throws IOException {
    RequestHead head = exchange.request();
    RequestRecord record = exchange.record();
    json.writeStringField("time", Instant.now().toString());
    json.writeStringField("client", exchange.client().address());
    if (head.targetEnd() > 0) {
      json.writeStringField("method", head.methodText());
      json.writeStringField("target", LinkQuery.withoutLinks(head.target()));
      text(json, "host", head.value(FieldName.HOST));
    }
    json.writeNumberField("status", record.status());
    json.writeNumberField("bytes", record.sent());
    json.writeNumberField("seconds", seconds(record.elapsedNanos()));
    text(json, "app", record.app());
    if (record.app() != null) {
      json.writeNumberField("app_seconds", seconds(record.appNanos()));
    }
    if (record.isReused()) {
      json.writeBooleanField("reused", true);
    }
    text(json, "link_key", record.linkKey());
    text(json, "handoff", record.target());
    text(json, "store", record.store());
    if (record.store() != null) {
      json.writeNumberField("store_seconds", seconds(record.storeNanos()));
    }
    json.writeStringField("outcome", record.isWhole() ? "whole" : "aborted");
    text(json, "aborted", record.aborted());
    text(json, "note", record.note());
    text(json, "referer", withoutLinks(head.value(FieldName.REFERER)));
    text(json, "user_agent", head.value(FieldName.USER_AGENT));
  }

  /** In microseconds' precision, never with an exponent: {@code 0.000678}. */
  private static BigDecimal seconds(long nanos) {
    return BigDecimal.valueOf(nanos / 1000, 6);
  }

  private static @Nullable String withoutLinks(@Nullable String url) {
    return url == null ? null : LinkQuery.withoutLinks(url);
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null && !value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }
}
