package dev.handoff.testkit.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.testkit.exchange.Answer;
import dev.handoff.testkit.exchange.Request;
import dev.handoff.testkit.exchange.SocketClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same requests to the fake front and to nginx, before the same app, with the same files. */
final class LikeNginxTest {
  private static final List<String> COMPARED =
      List.of(
          "Content-Type",
          "Content-Length",
          "Content-Range",
          "Content-Disposition",
          "Cache-Control",
          "Set-Cookie",
          "Expires",
          "ETag",
          "Last-Modified",
          "X-Custom",
          "X-Accel-Redirect",
          "X-Accel-Limit-Rate");

  @TempDir static Path folder;
  private static ScriptedApp app;
  private static FakeFront fake;
  private static NginxProcess nginx;

  @BeforeAll
  static void start() throws Exception {
    Path files = Files.createDirectory(folder.resolve("files"));
    Path file = Files.writeString(files.resolve("a.txt"), "twelve bytes");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    Files.setLastModifiedTime(
        Files.writeString(files.resolve("März 1.txt"), "spring"),
        FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    Files.writeString(files.resolve("empty.txt"), "");
    app = new ScriptedApp();
    nginx = NginxProcess.before(app.port(), files, Files.createDirectory(folder.resolve("nginx")));
    fake = FakeFront.nginx().internal("/_files/", files).before(app.port()).start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (nginx != null) {
      nginx.close();
      fake.close();
    }
    app.close();
  }

  private static Answer ask(URI front, String method, String target, String field)
      throws IOException {
    Request request = Request.of(method, target);
    if (field != null) {
      String[] parts = field.split(": ", 2);
      request = request.with(parts[0], parts[1]);
    }
    return SocketClient.to(front).send(request);
  }

  /** What a client can tell apart; the words of an error are nobody's promise. */
  private static List<String> seen(Answer answer) {
    List<String> seen = new ArrayList<>();
    seen.add(Integer.toString(answer.status()));
    if (answer.status() < 400) {
      COMPARED.forEach(name -> seen.add(name + " " + answer.values(name)));
      seen.add(answer.text());
    } else if (answer.status() == 416) {
      seen.add(answer.values("Content-Range").toString());
    }
    return seen;
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x |
          HEAD | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x |
          POST | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x |
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x | Range: bytes=0-1
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x | Range: bytes=4-
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x | Range: bytes=-3
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x | Range: bytes=0-99
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x | Range: bytes=12-
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x | Range: items=0-1
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x | If-None-Match: "695735a5-c"
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x | If-None-Match: "other"
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x&Cache-Control=private | If-None-Match: "695735a5-c"
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x | If-Match: "other"
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x | If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x | If-Modified-Since: Thu, 01 Jan 2026 03:04:05 GMT
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x&Content-Disposition=attachment&Cache-Control=private&Set-Cookie=a=1&X-Custom=1 |
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x&ETag="app"&Last-Modified=Fri,+01+Jan+2021+00:00:00+GMT |
          GET  | /d?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x&X-Accel-Limit-Rate=1000000 |
          GET  | /d?X-Accel-Redirect=/_files/M~C3~A4rz~201.txt&Content-Type=text/x |
          GET  | /d?X-Accel-Redirect=/_files/a.txt?v=1&Content-Type=text/x |
          GET  | /d?X-Accel-Redirect=/_files/none.txt |
          GET  | /created?X-Accel-Redirect=/_files/a.txt&Content-Type=text/x |
          GET  | /page?body=page&Content-Type=text/x&X-Custom=1&ETag="p" |
          GET  | /page?body=page&Content-Type=text/x&X-Accel-Expires=5&X-Accel-Buffering=no |
          HEAD | /page?body=page&Content-Type=text/x |
          GET  | /_files/a.txt |
          GET  | /_files/none.txt |
          GET  | /%5ffiles/a.txt |
          """)
  void aClientSeesTheSame(String method, String target, String field) throws Exception {
    List<String> real = seen(ask(nginx.uri(), method, target, field));
    assertThat(seen(ask(fake.uri(), method, target, field))).isEqualTo(real);
  }

  @ParameterizedTest(name = "{0} {1} {2}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HEAD | /d?X-Accel-Redirect=/_files/a.txt  | Range: bytes=0-1                              | 206 | 200 | HEAD knows no ranges (RFC 9110 §14.2)
          GET  | /d?X-Accel-Redirect=/_files/a.txt  | If-Modified-Since: Sat, 03 Jan 2026 03:04:05 GMT | 200 | 304 | later than the file is not modified since
          GET  | /d?X-Accel-Redirect=/_none/a.txt   |                                               | 200 | 502 | nginx asks the app again; a test wants to hear of it
          """)
  void whereItDiffers(String method, String target, String field, int real, int ours, String why)
      throws Exception {
    assertThat(ask(nginx.uri(), method, target, field).status()).as("nginx").isEqualTo(real);
    assertThat(ask(fake.uri(), method, target, field).status()).as("fake").isEqualTo(ours);
  }
}
