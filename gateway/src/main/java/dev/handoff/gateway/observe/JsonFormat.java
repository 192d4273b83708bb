package dev.handoff.gateway.observe;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestRecord;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line, with what a program wants to know; absent values are left out. All that
 * is not printable ASCII is escaped, so that no client can write to an operator's terminal.
 */
final class JsonFormat implements LineFormat {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new AndDelete())
          .build();

  private final LogFields fields;

  JsonFormat(LogFields fields) {
    this.fields = fields;
  }

  @Override
  public byte[] line(Exchange exchange) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(400);
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      write(new Members(json), exchange);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    out.write('\n');
    return out.toByteArray();
  }

  private void write(Members to, Exchange exchange) {
    RequestHead head = exchange.request();
    RequestRecord record = exchange.record();
    String client = fields.client(exchange);
    to.text("time", Instant.now().toString());
    to.text("client", client);
    if (head.targetEnd() > 0) {
      to.text("method", head.methodText());
      to.text("target", fields.target(head));
      to.text("protocol", head.version());
    }
    fields.request(exchange, client, to);
    to.number("status", record.status());
    to.number("bytes", record.sent());
    fields.outcome(exchange, to);
    to.text("referer", fields.referer(head));
    to.text("user_agent", head.value(FieldName.USER_AGENT));
  }

  private record Members(JsonGenerator json) implements LogFields.Sink {
    @Override
    public void text(String name, @Nullable String value) {
      if (value == null || value.isEmpty()) {
        return;
      }
      try {
        json.writeStringField(name, value);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    @Override
    public void number(String name, long value) {
      try {
        json.writeNumberField(name, value);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    @Override
    public void yes(String name) {
      try {
        json.writeBooleanField(name, true);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    @Override
    public void seconds(String name, long nanos) {
      try {
        json.writeNumberField(name, Seconds.of(nanos));
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }

  /** DEL is ASCII and a control octet, which JSON does not mind. */
  private static final class AndDelete extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final int[] ESCAPES = escapes();

    private static int[] escapes() {
      int[] escapes = standardAsciiEscapesForJSON();
      escapes[0x7F] = ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ESCAPES;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return null;
    }
  }
}
