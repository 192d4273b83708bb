package dev.handoff.gateway.exchange;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every decision of one request, in order, for {@code handoff explain}.
 *
 * <p>Holds internal paths: it only ever goes to somebody who showed the operator's secret.
 */
public final class Trace {
  /** Media type of {@link #json}. */
  public static final String MEDIA_TYPE = "application/vnd.handoff.trace+json";

  /** Carries {@link #json} in base64url where an answer has no content. */
  public static final String FIELD = "Handoff-Trace";

  private static final JsonFactory JSON = new JsonFactory();

  private final List<Step> steps = new ArrayList<>();
  private final long startedNanos = System.nanoTime();
  private final String request;
  private final Origins origins = new Origins();
  private @Nullable Decided decided;

  /** Who decided about the request, and how long it took. */
  private record Decided(String app, int status, long micros, boolean reused) {}

  private record Step(long micros, String what, String detail) {}

  /**
   * @param request method and target
   */
  public Trace(String request) {
    this.request = request;
  }

  /**
   * Notes a decision.
   *
   * @param what it is about; the name of a field when it says where that comes from
   */
  public void step(String what, String detail) {
    origins.decided(what, detail);
    steps.add(new Step((System.nanoTime() - startedNanos) / 1000, what, detail));
  }

  /** Notes which app decided; of several the last. */
  public void decided(String app, int status, long nanos, boolean reused) {
    decided = new Decided(app, status, nanos / 1000, reused);
  }

  /** Notes the field lines of a head that somebody sent us, so that their fate can be told. */
  public void said(String by, List<String> lines) {
    origins.said(by, lines);
  }

  /** Notes who has the content of the answer. */
  public void content(String from) {
    origins.content(from);
  }

  /**
   * The trace as JSON. What it looks like is documented for others: members are only ever added.
   *
   * @param status of the answer that would have been sent
   * @param head its lines, as they would have been sent
   */
  public byte[] json(int status, byte[] head) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("request", request);
      Decided by = decided;
      if (by != null) {
        json.writeObjectFieldStart("app");
        json.writeStringField("name", by.app());
        json.writeNumberField("status", by.status());
        json.writeNumberField("micros", by.micros());
        json.writeBooleanField("reused", by.reused());
        json.writeEndObject();
      }
      json.writeArrayFieldStart("steps");
      for (Step step : steps) {
        json.writeStartObject();
        json.writeNumberField("micros", step.micros());
        json.writeStringField("what", step.what());
        json.writeStringField("detail", step.detail());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("status", status);
      json.writeArrayFieldStart("fields");
      for (String line : fields(head)) {
        json.writeString(line);
      }
      json.writeEndArray();
      origins(json, fields(head));
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private void origins(JsonGenerator json, List<String> answer) throws IOException {
    json.writeArrayFieldStart("sent");
    for (Origins.Sent sent : origins.sent(answer)) {
      json.writeStartObject();
      json.writeStringField("name", sent.line().name());
      json.writeStringField("value", sent.line().value());
      json.writeStringField("from", sent.from());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("kept_back");
    for (Origins.Kept kept : origins.kept(answer)) {
      json.writeStartObject();
      json.writeStringField("name", kept.name());
      json.writeStringField("from", kept.from());
      json.writeStringField("why", kept.why());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static List<String> fields(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1).lines().skip(1).toList();
  }
}
