package dev.handoff.gateway.admin;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An answer: always one JSON object.
 *
 * @param json UTF-8
 */
record AdminAnswer(int status, String json) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Writes the members of the object. */
  interface Members {
    void write(JsonGenerator to) throws IOException;
  }

  static AdminAnswer of(int status, Members members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new AdminAnswer(status, out.toString(StandardCharsets.UTF_8));
  }

  static AdminAnswer problem(int status, String detail) {
    return of(
        status,
        json -> {
          json.writeNumberField("status", status);
          json.writeStringField("detail", detail);
        });
  }

  /** As it goes over the socket; the connection ends after it. */
  byte[] octets() {
    byte[] body = (json + "\n").getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d Answer\r\nContent-Type: %s\r\nContent-Length: %d\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
            .formatted(
                status,
                status < 400 ? "application/json" : "application/problem+json",
                body.length);
    byte[] octets =
        Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
    System.arraycopy(body, 0, octets, head.length(), body.length);
    return octets;
  }
}
