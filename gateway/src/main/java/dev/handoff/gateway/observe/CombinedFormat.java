package dev.handoff.gateway.observe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.links.LinkQuery;
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
 * The "combined" line that every log reader knows. Quotes, backslashes and what is not printable
 * ASCII leave as {@code \xNN}, as nginx writes them, so that no client can forge a line.
 */
final class CombinedFormat implements LineFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private volatile Stamp stamp = new Stamp(0, "");

  private record Stamp(long second, String text) {}

  @Override
  public byte[] line(Exchange exchange) {
    RequestHead head = exchange.request();
    StringBuilder line = new StringBuilder(200);
    line.append(exchange.client().address()).append(" - - [").append(now()).append("] \"");
    if (head.targetEnd() > 0) {
      escape(line, head.methodText());
      line.append(' ');
      escape(line, LinkQuery.withoutLinks(head.target()));
      line.append(' ').append(head.version());
    }
    RequestRecord record = exchange.record();
    line.append("\" ").append(record.status()).append(' ').append(record.sent()).append(" \"");
    String referer = head.value(FieldName.REFERER);
    value(line, referer == null ? null : LinkQuery.withoutLinks(referer));
    line.append("\" \"");
    value(line, head.value(FieldName.USER_AGENT));
    return line.append("\"\n").toString().getBytes(ISO_8859_1);
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

  private static void escape(StringBuilder line, String latin1) {
    for (int i = 0; i < latin1.length(); i++) {
      char c = latin1.charAt(i);
      if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
        line.append(c);
      } else {
        line.append("\\x");
        line.append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        line.append(Character.toUpperCase(Character.forDigit(c & 0xF, 16)));
      }
    }
  }
}
