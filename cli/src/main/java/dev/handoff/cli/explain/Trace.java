package dev.handoff.cli.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The trace of a request: what was decided when, and the answer that would have been sent.
 *
 * @param request method and target
 * @param status of the answer
 * @param fields its field lines
 */
record Trace(String request, List<Step> steps, int status, List<String> fields) {

  /** One decision. */
  record Step(long micros, String what, String detail) {}

  /** Keys that a newer gateway may add are passed over. */
  static Trace parse(String json) throws IOException {
    String request = "";
    List<Step> steps = new ArrayList<>();
    int status = 0;
    List<String> fields = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the trace is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        switch (key) {
          case "request" -> request = parser.getText();
          case "status" -> status = parser.getIntValue();
          case "steps" -> {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
              steps.add(step(parser));
            }
          }
          case "fields" -> {
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
              fields.add(parser.getText());
            }
          }
          default -> parser.skipChildren();
        }
      }
    }
    return new Trace(request, steps, status, fields);
  }

  private static Step step(JsonParser parser) throws IOException {
    long micros = 0;
    String what = "";
    String detail = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "micros" -> micros = parser.getLongValue();
        case "what" -> what = parser.getText();
        case "detail" -> detail = parser.getText();
        default -> parser.skipChildren();
      }
    }
    return new Step(micros, what, detail);
  }

  /** For people: the request, one line per decision, the answer. */
  String readable() {
    int widest = steps.stream().mapToInt(step -> step.what().length()).max().orElse(1);
    StringBuilder text = new StringBuilder(request).append('\n');
    for (Step step : steps) {
      text.append(
              String.format(
                  Locale.ROOT,
                  "%9.2f ms  %-" + widest + "s  %s",
                  step.micros() / 1000.0,
                  step.what(),
                  step.detail()))
          .append('\n');
    }
    text.append("answer ").append(status).append('\n');
    fields.forEach(field -> text.append("  ").append(field).append('\n'));
    return text.toString().stripTrailing();
  }
}
