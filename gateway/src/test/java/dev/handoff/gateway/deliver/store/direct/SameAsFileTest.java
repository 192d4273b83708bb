package dev.handoff.gateway.deliver.store.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.Field;
import dev.handoff.gateway.wire.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same octets once in a folder and once at a store, under the same name and with the same tag
 * and date: no client can tell which it was.
 */
// proves handoff-protocol: I2 I6 I7 I12 I13
@TestInstance(Lifecycle.PER_CLASS)
final class SameAsFileTest {
  private static final byte[] CONTENT = ObjectStore.content(5000);

  private Remote remote;
  private String tag = "";

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("x.png");
    Files.write(file, CONTENT);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-05-06T07:08:09Z")));
    Path empty = folder.resolve("empty.png");
    Files.write(empty, new byte[0]);
    Files.setLastModifiedTime(empty, FileTime.from(Instant.parse("2024-05-06T07:08:09Z")));
    Path page = folder.resolve("page.html");
    Files.writeString(page, "<p>");
    Files.setLastModifiedTime(page, FileTime.from(Instant.parse("2024-05-06T07:08:09Z")));
    remote = new Remote(setup -> setup.internal("/_files/", folder), StoreAccess.DEFAULT);
    tag = local("x.png", "GET", "").field("ETag").orElseThrow();
    remote.store.on("/bucket/x.png", object("x.png", CONTENT, "image/png"));
    remote.store.on("/bucket/empty.png", object("empty.png", new byte[0], "image/png"));
    remote.store.on("/bucket/page.html", object("page.html", "<p>".getBytes(), "text/html"));
  }

  private ObjectStore object(String name, byte[] content, String type) {
    return new ObjectStore(
        content,
        local(name, "GET", "").field("ETag").orElseThrow(),
        ObjectStore.MODIFIED,
        List.of("Content-Type: " + type));
  }

  @AfterAll
  void stop() {
    remote.close();
  }

  private RawResponse local(String name, String method, String fields, String... ofApp) {
    return deliver("/_files/" + name, method, fields, ofApp);
  }

  private RawResponse deliver(String target, String method, String fields, String... ofApp) {
    List<String> lines = new ArrayList<>(List.of(ofApp));
    lines.add("X-Accel-Redirect: " + target);
    remote.app.always(Answer.of(200, lines.toArray(String[]::new)));
    return remote.send(method, fields.replace(" & ", "\r\n").replace("TAG", tag));
  }

  @ParameterizedTest(name = "{0} {1}, {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | x.png     |                                                         | 200
          GET  | x.png     | Range: bytes=0-0                                        | 206
          GET  | x.png     | Range: bytes=0-                                         | 206
          GET  | x.png     | Range: bytes=100-199                                    | 206
          GET  | x.png     | Range: bytes=-100                                       | 206
          GET  | x.png     | Range: bytes=-99999                                     | 206
          GET  | x.png     | Range: bytes=4990-9999                                  | 206
          GET  | x.png     | Range: bytes=0-99999999999999999999                     | 206
          GET  | x.png     | Range: bytes=5000-                                      | 416
          GET  | x.png     | Range: bytes=99999999999999999999-                      | 416
          GET  | x.png     | Range: bytes=-0                                         | 416
          GET  | x.png     | Range: bytes=9-5                                        | 200
          GET  | x.png     | Range: bytes=x                                          | 200
          GET  | x.png     | Range: items=0-9                                        | 200
          GET  | x.png     | BYTES: 1 & Range: BYTES=0-9                             | 206
          GET  | x.png     | Range: bytes=0-9 & Range: bytes=20-29                   | 200
          GET  | x.png     | Range: bytes=0-9,2000-2009                              | 206
          GET  | x.png     | Range: bytes=2000-2009,0-9,-5                           | 206
          GET  | x.png     | Range: bytes=0-9,10-19                                  | 206
          GET  | x.png     | Range: bytes=0-9,9999-                                  | 206
          GET  | x.png     | Range: bytes=9999-,0-9                                  | 206
          GET  | x.png     | Range: bytes=0-4999,0-4999,0-4999                       | 206
          GET  | x.png     | Range: bytes=0-9,5-                                     | 206
          GET  | x.png     | Range: bytes=9999-,8888-                                | 416
          GET  | x.png     | If-None-Match: TAG                                      | 304
          GET  | x.png     | If-None-Match: W/TAG                                    | 304
          GET  | x.png     | If-None-Match: "a", TAG                                 | 304
          GET  | x.png     | If-None-Match: "a" & If-None-Match: TAG                 | 304
          GET  | x.png     | If-None-Match: *                                        | 304
          GET  | x.png     | If-None-Match: "other"                                  | 200
          GET  | x.png     | If-None-Match: garbage                                  | 200
          GET  | x.png     | If-None-Match: "other" & If-Modified-Since: Mon, 06 May 2024 07:08:09 GMT | 200
          GET  | x.png     | If-Modified-Since: Mon, 06 May 2024 07:08:09 GMT        | 304
          GET  | x.png     | If-Modified-Since: Mon, 06 May 2024 07:08:08 GMT        | 200
          GET  | x.png     | If-Modified-Since: soon                                 | 200
          GET  | x.png     | If-Match: TAG                                           | 200
          GET  | x.png     | If-Match: *                                             | 200
          GET  | x.png     | If-Match: "other"                                       | 412
          GET  | x.png     | If-Match: W/TAG                                         | 412
          GET  | x.png     | If-Unmodified-Since: Mon, 06 May 2024 07:08:09 GMT      | 200
          GET  | x.png     | If-Unmodified-Since: Mon, 06 May 2024 07:08:08 GMT      | 412
          GET  | x.png     | If-Match: "other" & If-None-Match: TAG                  | 412
          GET  | x.png     | If-None-Match: TAG & Range: bytes=0-9                   | 304
          GET  | x.png     | If-None-Match: "other" & Range: bytes=0-9               | 206
          GET  | x.png     | If-Match: "other" & Range: bytes=9999-                  | 412
          GET  | x.png     | If-Range: TAG & Range: bytes=0-9                        | 206
          GET  | x.png     | If-Range: TAG & Range: bytes=9999-                      | 416
          GET  | x.png     | If-Range: W/TAG & Range: bytes=0-9                      | 200
          GET  | x.png     | If-Range: "other" & Range: bytes=0-9                    | 200
          GET  | x.png     | If-Range: "other" & Range: bytes=9999-                  | 200
          GET  | x.png     | If-Range: Mon, 06 May 2024 07:08:09 GMT & Range: bytes=0-9 | 206
          GET  | x.png     | If-Range: Mon, 06 May 2024 07:08:08 GMT & Range: bytes=0-9 | 200
          GET  | x.png     | If-Range: garbage & Range: bytes=0-9                    | 200
          GET  | x.png     | If-Range: TAG & Range: bytes=0-9,2000-2009              | 206
          GET  | x.png     | If-Range: "other" & Range: bytes=0-9,2000-2009          | 200
          HEAD | x.png     |                                                         | 200
          HEAD | x.png     | Range: bytes=0-9                                        | 200
          HEAD | x.png     | If-None-Match: TAG                                      | 304
          HEAD | x.png     | If-Match: "other"                                       | 412
          POST | x.png     |                                                         | 200
          POST | x.png     | If-None-Match: TAG                                      | 200
          POST | x.png     | Range: bytes=0-9                                        | 200
          PUT  | x.png     | If-Match: "other"                                       | 200
          DELETE | x.png   |                                                         | 200
          GET  | empty.png |                                                         | 200
          GET  | empty.png | Range: bytes=0-9                                        | 200
          GET  | empty.png | Range: bytes=-5                                         | 200
          HEAD | empty.png |                                                         | 200
          GET  | page.html |                                                         | 200
          GET  | page.html | Range: bytes=0-0                                        | 206
          GET  | gone.png  |                                                         | 404
          GET  | gone.png  | If-None-Match: *                                        | 404
          HEAD | gone.png  |                                                         | 404
          """)
  void noClientCanTell(String method, String name, String fields, int status) {
    String asked = fields == null ? "" : fields;
    String[] ofApp = {
      "Content-Type: text/html",
      "Content-Disposition: attachment; filename=\"a.png\"",
      "ETag: \"of-an-empty-body\"",
      "Set-Cookie: s=1",
      "Set-Cookie: t=2",
      "X-Own: kept"
    };

    RawResponse local = local(name, method, asked, ofApp);
    RawResponse stored = deliver("/_store/" + name, method, asked, ofApp);

    assertThat(local.status()).isEqualTo(status);
    assertThat(shown(stored)).isEqualTo(shown(local));
    assertThat(stored.isComplete()).isTrue();
  }

  /** Everything but the moment and the random boundary. */
  private static String shown(RawResponse answer) {
    StringBuilder out = new StringBuilder(answer.statusLine()).append('\n');
    Set<String> unequal = Set.of("date");
    for (Field field : answer.fields()) {
      if (!unequal.contains(field.name().toLowerCase())) {
        out.append(field.name().toLowerCase()).append(": ").append(field.value()).append('\n');
      }
    }
    return out.append('\n')
        .append(answer.text())
        .toString()
        .replaceAll("boundary=[0-9a-f]+", "boundary=…")
        .replaceAll("--[0-9a-f]{32}", "--…");
  }
}
