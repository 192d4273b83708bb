package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.Front;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Client.Answer;
import dev.handoff.servlet.wire.Container;
import dev.handoff.servlet.wire.Container.Kind;
import dev.handoff.servlet.wire.RealFront;
import dev.handoff.servlet.wire.RealFront.Program;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same app behind each real server: the same promises, and it was the server that kept them.
 */
// proves file-responses: A21 L12
final class RealFrontsTest {
  private static final byte[] BYTES =
      "0123456789".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
  private static final List<String> CONTROL =
      List.of("X-Accel-Redirect", "X-Sendfile", "X-Accel-Limit-Rate", "Handoff");

  @TempDir Path folder;
  private Path files;
  private Path work;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  @BeforeEach
  void files() throws Exception {
    // Servers that give up root still have to get in.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    files = Files.createDirectory(folder.resolve("files"));
    work = Files.createDirectory(folder.resolve("work"));
    for (String name :
        List.of("plain.pdf", "Bericht März 1.pdf", "what?#+.pdf", "100%.pdf", "page.html")) {
      Path file = Files.write(files.resolve(name), BYTES);
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-01T10:20:30Z")));
    }
  }

  private Front front(Program program) {
    return switch (program) {
      case NGINX -> Front.nginx();
      case APACHE -> Front.apache();
      case LIGHTTPD -> Front.lighttpd();
      case CADDY -> Front.caddy();
    };
  }

  private interface Check {
    void on(Client client) throws Exception;
  }

  private void behind(Program program, UnaryOperator<SendFile> options, Check check)
      throws Exception {
    FileRoot root = FileRoot.at(files);
    Handoff handoff =
        Handoff.builder()
            .front(front(program))
            .map(RedirectMap.parse(files + "/=/_files/"))
            .build();
    Container.App app =
        (request, response) -> {
          String name = URLDecoder.decode(request.getQueryString(), StandardCharsets.UTF_8);
          handoff.send(options.apply(root.file(name)), request, response).thenAccept(outcomes::add);
        };
    try (Container container = Kind.TOMCAT.start(app);
        RealFront real = program.before(container.port(), files, work);
        Client client = new Client(real.port())) {
      check.on(client);
    }
  }

  private Outcome outcome() throws InterruptedException {
    return outcomes.poll(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(Program.class)
  void deliversWhatTheAppNames(Program program) throws Exception {
    behind(
        program,
        file -> file.attachment().cache("private, max-age=60"),
        client -> {
          for (String name : List.of("plain.pdf", "Bericht+M%C3%A4rz+1.pdf", "what%3F%23%2B.pdf")) {
            Answer answer = client.ask("GET", "/?" + name);
            assertThat(answer.status()).as(name).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(BYTES);
            boolean byBytes = program == Program.CADDY && name.indexOf('%') >= 0;
            assertThat(outcome())
                .as(name)
                .isEqualTo(byBytes ? new Outcome.Sent(BYTES.length) : new Outcome.HandedOff());
            assertThat(answer.field("Content-Type")).contains("application/pdf");
            assertThat(answer.field("Cache-Control")).contains("private, max-age=60");
            assertThat(answer.field("Content-Disposition").orElseThrow()).startsWith("attachment");
            CONTROL.forEach(field -> assertThat(answer.fields(field)).isEmpty());
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Program.class)
  void resumesAndRevalidatesByItsValidators(Program program) throws Exception {
    behind(
        program,
        file -> file,
        client -> {
          String tag = client.ask("HEAD", "/?plain.pdf").field("ETag").orElseThrow();
          assertThat(tag).isNotEqualTo("\"0\"").startsWith("\"");
          Answer part = client.ask("GET", "/?plain.pdf", "Range: bytes=5-14", "If-Range: " + tag);
          assertThat(part.status()).isEqualTo(206);
          assertThat(part.field("Content-Range")).contains("bytes 5-14/100000");
          assertThat(part.body()).isEqualTo(Arrays.copyOfRange(BYTES, 5, 15));
          Answer other =
              client.ask("GET", "/?plain.pdf", "Range: bytes=5-14", "If-Range: \"other\"");
          assertThat(other.status()).isEqualTo(200);
          assertThat(client.ask("GET", "/?plain.pdf", "If-None-Match: " + tag).status())
              .isEqualTo(304);
          for (int i = 0; i < 4; i++) {
            assertThat(outcome()).isEqualTo(new Outcome.HandedOff());
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Program.class)
  void whatIsMissingIsMissing(Program program) throws Exception {
    behind(
        program,
        file -> file,
        client -> {
          assertThat(client.ask("GET", "/?..%2Fwork%2Ffront.conf").status()).isEqualTo(404);
          assertThat(outcome()).isEqualTo(new Outcome.Refused(404));
        });
  }

  @ParameterizedTest
  @EnumSource(Program.class)
  void aNameWithAPercentSignArrivesOneWayOrTheOther(Program program) throws Exception {
    behind(
        program,
        file -> file,
        client -> {
          Answer answer = client.ask("GET", "/?100%25.pdf");
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.body()).isEqualTo(BYTES);
        });
  }

  @ParameterizedTest
  @EnumSource(Program.class)
  void aPolicyIsNeverLost(Program program) throws Exception {
    behind(
        program,
        SendFile::inline,
        client -> {
          Answer answer = client.ask("GET", "/?page.html");
          assertThat(answer.body()).isEqualTo(BYTES);
          assertThat(answer.field("Content-Security-Policy")).contains("sandbox");
        });
  }
}
