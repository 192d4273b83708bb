package dev.handoff.cli.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of one answer: texts and numbers by their path ({@code decisions.kept}), and lists.
 */
public final class AdminJson {
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, List<String>> lists = new LinkedHashMap<>();

  private AdminJson() {}

  /**
   * @throws IOException when it is no object; the message is for the user
   */
  public static AdminJson parse(String json) throws IOException {
    AdminJson members = new AdminJson();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("what answers is no gateway: it sent no JSON object");
      }
      members.object(parser, "");
    }
    return members;
  }

  private void object(JsonParser parser, String above) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = above + parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT -> object(parser, name + ".");
        case START_ARRAY -> {
          List<String> list = new ArrayList<>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(parser.getValueAsString(""));
            parser.skipChildren();
          }
          lists.put(name, list);
        }
        case null, default -> texts.put(name, parser.getText());
      }
    }
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  List<String> list(String name) {
    return lists.getOrDefault(name, List.of());
  }
}
