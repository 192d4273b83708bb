package dev.handoff.testkit.delivery;

import dev.handoff.core.handoff.ControlFields;
import dev.handoff.testkit.exchange.Answer;
import dev.handoff.testkit.exchange.Exchange;
import dev.handoff.testkit.exchange.FieldLine;
import dev.handoff.testkit.exchange.Request;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether anything stands in an answer that is nobody's business. */
final class Leaks {
  private final Delivery delivery;
  private final List<String> secrets;

  Leaks(Delivery delivery, List<String> secrets) {
    this.delivery = delivery;
    this.secrets = secrets;
  }

  void check() throws Unmet {
    Exchange plain = delivery.plain();
    Unmet.ifHandedOff(plain);
    inspect(plain);
    for (Request request : others(plain.answer())) {
      inspect(delivery.ask(request));
    }
  }

  /** What is answered with 206, 304, 416 and 404 where all is well. */
  private List<Request> others(Answer plain) {
    Request get = delivery.request("GET");
    List<Request> others = new ArrayList<>();
    others.add(get.with("Range", "bytes=0-0"));
    Again.conditional(get, plain).ifPresent(others::add);
    others.add(get.with("Range", "bytes=" + Long.MAX_VALUE + "-"));
    others.add(delivery.requestForMissing());
    return others;
  }

  private void inspect(Exchange exchange) throws Unmet {
    Answer answer = exchange.answer();
    for (FieldLine line : answer.fields()) {
      Unmet.ifNot(
          !ControlFields.isControl(line.name()),
          "leaks what app and front say to each other: "
              + line.name()
              + " in the "
              + answer.status(),
          exchange,
          "a front removes its fields from every answer, errors included; an app that is reached"
              + " past the front must not say them.");
      expectNone(exchange, utf8(line.line()), "the field " + line.name());
    }
    expectNone(exchange, utf8(answer.text()), "the body");
  }

  private void expectNone(Exchange exchange, String text, String where) throws Unmet {
    List<String> readings = readings(text);
    for (String secret : secrets) {
      Unmet.ifNot(
          readings.stream().noneMatch(reading -> reading.contains(lower(secret))),
          "leaks \""
              + secret
              + "\": it stands in "
              + where
              + " of the "
              + exchange.answer().status(),
          exchange,
          where.equals("the body")
              ? "answer with a short text of your own; errors of libraries and stores hold paths and"
                  + " belong into the log."
              : "do not send that field, or remove it in the front.");
    }
  }

  /** The text as it is, and as somebody reads it who undoes escapes. */
  private static List<String> readings(String text) {
    String plain = lower(text);
    return List.of(
        plain,
        lower(unescaped(text)),
        plain.replace("\\/", "/").replace("&#x2f;", "/").replace("&#47;", "/"));
  }

  /** With every escape undone that is one; text around it may hold percent signs of its own. */
  private static String unescaped(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length);
    for (int i = 0; i < octets.length; i++) {
      int high = i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
      int low = i + 2 < octets.length ? Character.digit(octets[i + 2], 16) : -1;
      if (octets[i] == '%' && high >= 0 && low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(octets[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String utf8(String octets) {
    return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
