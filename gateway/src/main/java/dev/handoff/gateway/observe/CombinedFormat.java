package dev.handoff.gateway.observe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestRecord;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The "combined" line that every log reader knows, and behind it what that has no place for, as
 * {@code name="value"}. Quotes, backslashes and what is not printable ASCII leave as {@code \xNN},
 * as nginx writes them, so that no client can forge a line.
 */
final class CombinedFormat implements LineFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String DIGITS = "0123456789ABCDEF";

  private final LogFields fields;
  private volatile Stamp stamp = new Stamp(0, "");

  CombinedFormat(LogFields fields) {
    this.fields = fields;
  }

  private record Stamp(long second, String text) {}

  @Override
  public byte[] line(Exchange exchange) {
    RequestHead head = exchange.request();
    StringBuilder line = new StringBuilder(400);
    String client = fields.client(exchange);
    line.append(client).append(" - - [").append(now()).append("] \"");
    if (head.targetEnd() > 0) {
      escape(line, head.methodText());
      line.append(' ');
      escape(line, fields.target(head));
      line.append(' ').append(head.version());
    }
    RequestRecord record = exchange.record();
    line.append("\" ").append(record.status()).append(' ').append(record.sent()).append(" \"");
    value(line, fields.referer(head));
    line.append("\" \"");
    value(line, head.value(FieldName.USER_AGENT));
    line.append('"');
    Pairs pairs = new Pairs(line);
    fields.request(exchange, client, pairs);
    fields.outcome(exchange, pairs);
    return line.append('\n').toString().getBytes(ISO_8859_1);
  }

  private record Pairs(StringBuilder line) implements LogFields.Sink {
    @Override
    public void text(String name, @Nullable String value) {
      if (value != null && !value.isEmpty()) {
        line.append(' ').append(name).append("=\"");
        escape(line, value);
        line.append('"');
      }
    }

    @Override
    public void number(String name, long value) {
      line.append(' ').append(name).append("=\"").append(value).append('"');
    }

    @Override
    public void seconds(String name, long nanos) {
      line.append(' ').append(name).append("=\"").append(Seconds.text(nanos)).append('"');
    }

    @Override
    public void yes(String name) {
      line.append(' ').append(name).append("=\"yes\"");
    }
  }

  private String now() {
    long second = System.currentTimeMillis() / 1000;
    Stamp known = stamp;
    if (known.second() != second) {
      known = new Stamp(second, TIME.format(Instant.ofEpochSecond(second)));
      stamp = known;
    }
    return known.text();
  }

  private static void value(StringBuilder line, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      line.append('-');
    } else {
      escape(line, value);
    }
  }

  /** Fields of clients are Latin-1; names of files and the words of others may be more. */
  private static void escape(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
        line.append(c);
      } else if (c <= 0xFF) {
        escape(line, c);
      } else {
        for (byte octet : String.valueOf(c).getBytes(UTF_8)) {
          escape(line, octet & 0xFF);
        }
      }
    }
  }

  private static void escape(StringBuilder line, int octet) {
    line.append("\\x").append(DIGITS.charAt(octet >> 4)).append(DIGITS.charAt(octet & 0xF));
  }
}
