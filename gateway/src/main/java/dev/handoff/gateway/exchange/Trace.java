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

/**
 * Every decision of one request, in order, for {@code handoff explain}.
 *
 * <p>Holds internal paths: it only ever goes to somebody who showed the operator's secret.
 */
public final class Trace {
  /** Media type of {@link #json}. */
  public static final String MEDIA_TYPE = "application/vnd.handoff.trace+json";

  private static final JsonFactory JSON = new JsonFactory();

  private final List<Step> steps = new ArrayList<>();
  private final long startedNanos = System.nanoTime();
  private final String request;

  private record Step(long micros, String what, String detail) {}

  /**
   * @param request method and target
   */
  public Trace(String request) {
    this.request = request;
  }

  public void step(String what, String detail) {
    steps.add(new Step((System.nanoTime() - startedNanos) / 1000, what, detail));
  }

  /**
   * The trace as JSON.
   *
   * @param status of the answer that would have been sent
   * @param head its lines, as they would have been sent
   */
  public byte[] json(int status, byte[] head) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("request", request);
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
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static List<String> fields(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1).lines().skip(1).toList();
  }
}
