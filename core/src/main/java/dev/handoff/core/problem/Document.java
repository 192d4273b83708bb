package dev.handoff.core.problem;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.fields.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The content of an error and the fields that go with it. Immutable and shareable. */
public final class Document {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>STATUS TITLE</title>
      <style>
      :root { color-scheme: light dark; }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center;
        font: 1.1rem/1.5 system-ui, sans-serif; }
      main { padding: 2rem; max-width: 32rem; }
      h1 { margin: 0; font-size: 1.6rem; }
      p { margin: .5rem 0 0; }
      small { opacity: .65; }
      </style>
      </head>
      <body>
      <main>
      <h1>TITLE</h1>
      <p>SENTENCE</p>
      <p><small>STATUS</small></p>
      </main>
      </body>
      </html>
      """;

  private final byte[] octets;
  private final List<Field> fields;

  private Document(String contentType, String text) {
    this.octets = text.getBytes(StandardCharsets.UTF_8);
    this.fields =
        List.of(
            new Field("Content-Type", contentType),
            new Field("Content-Length", Integer.toString(octets.length)),
            new Field("Cache-Control", CachePolicy.NO_STORE),
            new Field("X-Content-Type-Options", "nosniff"));
  }

  /** Without {@code type}, which then is {@code about:blank}: the status says it all. */
  static Document json(int status, Wording wording) {
    return new Document(
        "application/problem+json",
        "{\"title\":\""
            + wording.title()
            + "\",\"status\":"
            + status
            + ",\"detail\":\""
            + wording.sentence()
            + "\"}\n");
  }

  static Document html(int status, Wording wording) {
    return new Document(
        "text/html; charset=utf-8",
        PAGE.replace("STATUS", Integer.toString(status))
            .replace("TITLE", wording.title())
            .replace("SENTENCE", wording.sentence()));
  }

  /** Content-Type, Content-Length, Cache-Control and X-Content-Type-Options. */
  public List<Field> fields() {
    return fields;
  }

  /** Value of Content-Type. */
  public String contentType() {
    return fields.get(0).value();
  }

  /** Size in bytes. */
  public int length() {
    return octets.length;
  }

  /** A copy of the content. */
  public byte[] octets() {
    return octets.clone();
  }
}
