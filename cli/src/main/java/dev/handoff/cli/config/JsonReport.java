package dev.handoff.cli.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.handoff.gateway.config.yaml.Problem;
import dev.handoff.gateway.config.yaml.Reading;
import dev.handoff.gateway.config.yaml.Setting;
import dev.handoff.gateway.config.yaml.Setting.Origin;
import dev.handoff.gateway.config.yaml.Setting.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Readings as JSON: an array with one object per file, its {@code problems}, and its {@code
 * settings} when it is accepted.
 */
final class JsonReport {
  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;

  JsonReport() {
    try {
      json = new JsonFactory().createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(Path file, Reading reading) {
    try {
      json.writeStartObject();
      json.writeStringField("file", file.toString());
      json.writeBooleanField("accepted", reading instanceof Reading.Accepted);
      json.writeArrayFieldStart("problems");
      for (Problem problem : reading.problems()) {
        add(problem);
      }
      json.writeEndArray();
      if (reading instanceof Reading.Accepted accepted) {
        add(accepted.settings());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the report. */
  String text() {
    try {
      json.writeEndArray();
      json.close();
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Problem problem) throws IOException {
    json.writeStartObject();
    json.writeStringField("severity", problem.severity().name().toLowerCase(Locale.ROOT));
    if (problem.line().isPresent()) {
      json.writeNumberField("line", problem.line().getAsInt());
    }
    if (!problem.key().isEmpty()) {
      json.writeStringField("key", problem.key());
    }
    json.writeStringField("finding", problem.finding());
    if (!problem.fix().isEmpty()) {
      json.writeStringField("fix", problem.fix());
    }
    json.writeEndObject();
  }

  private void add(List<Setting> settings) throws IOException {
    json.writeArrayFieldStart("settings");
    for (Setting setting : settings) {
      json.writeStartObject();
      json.writeStringField("key", setting.key());
      json.writeFieldName("value");
      add(setting.value());
      switch (setting.origin()) {
        case Origin.Line(int number) -> {
          json.writeStringField("origin", "file");
          json.writeNumberField("line", number);
        }
        case Origin.BuiltIn() -> json.writeStringField("origin", "default");
        case Origin.Option(String name) -> json.writeStringField("origin", name);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void add(Value value) throws IOException {
    switch (value) {
      case Value.One(String one) -> json.writeString(one);
      case Value.Many(List<String> many) -> {
        json.writeStartArray();
        for (String one : many) {
          json.writeString(one);
        }
        json.writeEndArray();
      }
      case Value.Absent _ -> json.writeNull();
    }
  }
}
