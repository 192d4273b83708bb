package dev.handoff.gateway.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.handoff.core.receipts.ReceiptKey;
import dev.handoff.core.receipts.ReceiptSignature;
import dev.handoff.gateway.config.ReceiptsConfig;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an app was posted, judged and read as apps do. */
final class Posted {
  static final ReceiptKey KEY =
      ReceiptKey.of("r1", "0123456789abcdef0123456789abcdef".getBytes(UTF_8));
  static final String PATH = "/receipts";

  private Posted() {}

  /** Sends to {@code app}, as fast as it can. */
  static ReceiptsConfig to(ScriptedApp app, Optional<Path> spool) {
    return new ReceiptsConfig(
        URI.create("http://127.0.0.1:" + app.port() + PATH),
        KEY,
        spool,
        1 << 20,
        500,
        Duration.ofMillis(1));
  }

  /** Takes receipts. */
  static ScriptedApp taking(ScriptedApp app) {
    return app.on(PATH, Answer.of(204));
  }

  /** Every receipt that came with a genuine signature; any other fails. */
  static List<Map<String, Object>> at(ScriptedApp app) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (ReceivedRequest request : app.requests()) {
      if (request.method().equals("POST") && request.body().length > 0) {
        assertThat(
                ReceiptSignature.verify(
                    List.of(KEY),
                    request.field(ReceiptSignature.FIELD).orElse(""),
                    request.body(),
                    Instant.now(),
                    Duration.ofMinutes(5)))
            .isInstanceOf(ReceiptSignature.Genuine.class);
        all.addAll(receipts(request.body()));
      }
    }
    return all;
  }

  /** Waits for the one receipt with a value. */
  static Map<String, Object> one(ScriptedApp app, String name, String value) {
    Within.patience(
        "a receipt with " + name + " " + value,
        () -> at(app).stream().anyMatch(receipt -> value.equals(receipt.get(name))));
    List<Map<String, Object>> found =
        at(app).stream().filter(receipt -> value.equals(receipt.get(name))).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> receipts(byte[] body) {
    try (JsonParser json = new JsonFactory().createParser(body)) {
      json.nextToken();
      Map<String, Object> batch = (Map<String, Object>) value(json);
      assertThat(batch).containsOnlyKeys("batch", "receipts");
      return (List<Map<String, Object>>) batch.get("receipts");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonParser json) throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          members.put(name, value(json));
        }
        return members;
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(json));
        }
        return items;
      }
      case VALUE_NUMBER_INT -> {
        return json.getLongValue();
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        return json.getBooleanValue();
      }
      default -> {
        return json.getText();
      }
    }
  }
}
