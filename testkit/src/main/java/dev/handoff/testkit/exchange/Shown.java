package dev.handoff.testkit.exchange;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Messages as text for people, indented; what logs must not hold is left out. */
final class Shown {
  private static final int SHOWN_OCTETS = 200;
  private static final Set<String> SECRET =
      Set.of("authorization", "cookie", "set-cookie", "proxy-authorization");

  private Shown() {}

  static String of(Exchange exchange) {
    Request request = exchange.request();
    StringBuilder out = new StringBuilder();
    out.append("  ").append(request.method()).append(' ').append(request.target()).append('\n');
    fields(request.fields(), out);
    return out.append('\n').append(of(exchange.answer())).toString();
  }

  static String of(Answer answer) {
    StringBuilder out = new StringBuilder("  ").append(answer.statusLine()).append('\n');
    fields(answer.fields(), out);
    out.append('\n').append("  ").append(body(answer.body()));
    answer.defects().forEach(defect -> out.append("\n  (").append(defect).append(')'));
    return out.append('\n').toString();
  }

  private static void fields(List<FieldLine> fields, StringBuilder out) {
    for (FieldLine field : fields) {
      boolean secret = SECRET.contains(field.name().toLowerCase(Locale.ROOT));
      String line =
          secret
              ? field.name() + ": (" + field.value().length() + " characters)"
              : text(field.line().getBytes(StandardCharsets.ISO_8859_1), field.line().length());
      out.append("  ").append(line).append('\n');
    }
  }

  /** One line: text as it is, other octets in hexadecimal, and how many there are. */
  private static String body(byte[] body) {
    if (body.length == 0) {
      return "(no body)";
    }
    String size = body.length + (body.length == 1 ? " byte)" : " bytes)");
    if (!isText(body)) {
      int shown = Math.min(body.length, 24);
      String hex = HexFormat.ofDelimiter(" ").formatHex(body, 0, shown);
      return hex + (shown < body.length ? " …  (" : "  (") + size;
    }
    int shown = Math.min(body.length, SHOWN_OCTETS);
    return text(body, shown) + (shown < body.length ? "…  (" : "  (") + size;
  }

  private static boolean isText(byte[] body) {
    int shown = Math.min(body.length, SHOWN_OCTETS);
    for (int i = 0; i < shown; i++) {
      int octet = body[i] & 0xFF;
      if (octet < 0x20 && octet != '\n' && octet != '\r' && octet != '\t') {
        return false;
      }
    }
    return !new String(body, 0, shown, StandardCharsets.UTF_8)
        .substring(0, shown / 4 + 1)
        .contains("\uFFFD");
  }

  private static String text(byte[] octets, int shown) {
    return new String(octets, 0, shown, StandardCharsets.UTF_8)
        .replace("\r", "\\r")
        .replace("\n", "\\n");
  }
}
