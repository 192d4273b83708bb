package dev.handoff.gateway.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.handoff.gateway.admin.Operations.Revocation;
import dev.handoff.gateway.exchange.ExplainTokens;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which request does what. */
final class AdminRoutes {
  private static final JsonFactory JSON = new JsonFactory();

  private final Operations operations;

  AdminRoutes(Operations operations) {
    this.operations = operations;
  }

  AdminAnswer answer(AdminRequest request) throws InterruptedException {
    String wanted = request.target().equals("/status") ? "GET" : "POST";
    return switch (request.target()) {
      case "/status", "/revoke", "/explain-token", "/reopen", "/reload" ->
          request.method().equals(wanted)
              ? carryOut(request)
              : AdminAnswer.problem(405, request.target() + " takes " + wanted + ".");
      default ->
          AdminAnswer.problem(
              404, "There are GET /status and POST /revoke, /explain-token, /reopen and /reload.");
    };
  }

  private AdminAnswer carryOut(AdminRequest request) throws InterruptedException {
    return switch (request.target()) {
      case "/status" -> status(operations.status());
      case "/revoke" -> revoke(request.body());
      case "/explain-token" -> {
        String token = operations.explainToken();
        yield AdminAnswer.of(
            200,
            json -> {
              json.writeStringField("token", token);
              json.writeNumberField("seconds", ExplainTokens.LIFE.toSeconds());
            });
      }
      case "/reopen" -> {
        operations.reopenLogs();
        yield AdminAnswer.of(200, json -> json.writeBooleanField("reopened", true));
      }
      default -> reload(operations.reload());
    };
  }

  private AdminAnswer revoke(String body) {
    Optional<Revocation> which = which(body);
    if (which.isEmpty()) {
      return AdminAnswer.problem(
          400, "Send {\"key\": \"u42:f9\"} or {\"prefix\": \"u42:\"}, not both.");
    }
    int count = operations.revoke(which.get());
    return AdminAnswer.of(200, json -> json.writeNumberField("revoked", count));
  }

  /** Exactly one member: whoever misspells one must not be told that it was carried out. */
  private static Optional<Revocation> which(String body) {
    @Nullable Revocation found = null;
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() != JsonToken.VALUE_STRING || found != null) {
          return Optional.empty();
        }
        switch (name) {
          case "key" -> found = new Revocation.Key(json.getText());
          case "prefix" -> found = new Revocation.Prefix(json.getText());
          default -> {
            return Optional.empty();
          }
        }
      }
      return json.nextToken() == null ? Optional.ofNullable(found) : Optional.empty();
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private static AdminAnswer reload(Program.Reload reload) {
    return AdminAnswer.of(
        reload.applied() ? 200 : 409,
        json -> {
          json.writeBooleanField("applied", reload.applied());
          json.writeArrayFieldStart("lines");
          for (String line : reload.lines()) {
            json.writeString(line);
          }
          json.writeEndArray();
        });
  }

  private static AdminAnswer status(Status status) {
    return AdminAnswer.of(200, json -> write(json, status));
  }

  private static void write(JsonGenerator json, Status status) throws IOException {
    json.writeNumberField("pid", ProcessHandle.current().pid());
    json.writeStringField("started", status.started().toString());
    json.writeNumberField("uptime_seconds", BigDecimal.valueOf(status.uptime().toMillis(), 3));
    if (status.configuration().isPresent()) {
      json.writeStringField("configuration", status.configuration().get());
    }
    json.writeArrayFieldStart("listen");
    for (String address : status.listen()) {
      json.writeString(address);
    }
    json.writeEndArray();
    json.writeNumberField("connections", status.connections());
    json.writeObjectFieldStart("decisions");
    json.writeNumberField("kept", status.decisions().kept());
    json.writeNumberField("octets", status.decisions().octets());
    json.writeNumberField("reused", status.decisions().reused());
    json.writeNumberField("revoked", status.decisions().revoked());
    json.writeEndObject();
  }
}
