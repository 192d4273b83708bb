package dev.handoff.cli.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trace of a request: what was decided when, and the answer that would have been sent.
 *
 * @param request method and target
 * @param status of the answer
 * @param fields its field lines
 * @param sent the same fields with who each is from; empty from a gateway that does not say
 * @param keptBack what was said to the gateway and is not in the answer
 */
record Trace(
    String request,
    List<Step> steps,
    int status,
    List<String> fields,
    List<Sent> sent,
    List<KeptBack> keptBack) {

  /** One decision. */
  record Step(long micros, String what, String detail) {}

  /** A field of the answer. */
  record Sent(String name, String value, String from) {}

  /** A field that is not in the answer. */
  record KeptBack(String name, String from, String why) {}

  /** Keys that a newer gateway may add are passed over. */
  static Trace parse(String json) throws IOException {
    String request = "";
    int status = 0;
    List<Step> steps = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    List<Sent> sent = new ArrayList<>();
    List<KeptBack> keptBack = new ArrayList<>();
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
            for (Map<String, String> each : objects(parser)) {
              steps.add(new Step(micros(each), text(each, "what"), text(each, "detail")));
            }
          }
          case "fields" -> {
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
              fields.add(parser.getText());
            }
          }
          case "sent" -> {
            for (Map<String, String> each : objects(parser)) {
              sent.add(new Sent(text(each, "name"), text(each, "value"), text(each, "from")));
            }
          }
          case "kept_back" -> {
            for (Map<String, String> each : objects(parser)) {
              keptBack.add(new KeptBack(text(each, "name"), text(each, "from"), text(each, "why")));
            }
          }
          default -> parser.skipChildren();
        }
      }
    }
    return new Trace(request, steps, status, fields, sent, keptBack);
  }

  private static long micros(Map<String, String> step) throws IOException {
    try {
      return Long.parseLong(step.getOrDefault("micros", "0"));
    } catch (NumberFormatException e) {
      throw new IOException("a time that is no number", e);
    }
  }

  private static String text(Map<String, String> object, String name) {
    return object.getOrDefault(name, "");
  }

  /** The plain members of every object in an array. */
  private static List<Map<String, String>> objects(JsonParser parser) throws IOException {
    List<Map<String, String>> objects = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      Map<String, String> members = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken().isScalarValue()) {
          members.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      objects.add(members);
    }
    return objects;
  }
}
