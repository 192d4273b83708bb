package dev.handoff.cli.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.handoff.conformance.Case;
import dev.handoff.conformance.Report;
import dev.handoff.conformance.Result;
import dev.handoff.conformance.Statement;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** A report as one JSON object: what was asked, the counts, and {@code cases} one by one. */
final class JsonReport {
  private final Report report;

  JsonReport(Report report) {
    this.report = report;
  }

  String text() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + System.lineSeparator();
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("url", report.url());
    json.writeNumberField("size", report.size());
    json.writeStringField("server", report.server());
    json.writeNumberField("passed", report.count(Result.Passed.class));
    json.writeNumberField("failed", report.failures().size());
    json.writeNumberField("notApplicable", report.notApplicable().size());
    json.writeArrayFieldStart("cases");
    for (Map.Entry<Case, Result> entry : report.results().entrySet()) {
      json.writeStartObject();
      write(json, entry.getKey());
      write(json, entry.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Case one) throws IOException {
    Statement statement = one.statement();
    json.writeStringField("statement", statement.id());
    json.writeStringField("sentence", statement.sentence());
    json.writeStringField("reference", statement.reference());
    json.writeStringField("demand", statement.demand().toString());
    json.writeStringField("why", one.why());
  }

  private static void write(JsonGenerator json, Result result) throws IOException {
    switch (result) {
      case Result.Passed() -> json.writeStringField("result", "passed");
      case Result.NotApplicable(String reason) -> {
        json.writeStringField("result", "not applicable");
        json.writeStringField("reason", reason);
      }
      case Result.Failed(String seen, var evidence) -> {
        json.writeStringField("result", "failed");
        json.writeStringField("expected", evidence.expected());
        json.writeStringField("came", seen);
        json.writeStringField("request", evidence.request());
        json.writeStringField("answer", evidence.answer());
        json.writeStringField("curl", evidence.curl());
      }
    }
  }
}
