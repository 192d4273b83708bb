package dev.handoff.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.send.ReopenableSource;
import dev.handoff.core.send.SendFile;
import dev.handoff.spring.Server.With;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What goes with a file, what is no file, and what Spring learns of it; the same in both
 * containers.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AnswersTable {
  private static final BlockingQueue<String> ENDED = new LinkedBlockingQueue<>();

  private final With[] with;
  private Server server;

  AnswersTable(With... with) {
    this.with = with;
  }

  @EnableAutoConfiguration
  @RestController
  static class App {
    private static final int SIZE = 3_000_000;

    @GetMapping("/said")
    ResponseEntity<SendFile> said() {
      return ResponseEntity.ok()
          .header("Set-Cookie", "a=1")
          .header("Set-Cookie", "b=2")
          .header("X-Note", "one")
          .header("Content-Disposition", "attachment; filename=\"Bericht.pdf\"")
          .header("Content-Length", "7")
          .contentType(MediaType.APPLICATION_PDF)
          .eTag("v7")
          .header("Cache-Control", "private, max-age=60")
          .body(SendFile.bytes(new byte[1000]));
    }

    @GetMapping("/own")
    ResponseEntity<SendFile> own() {
      return ResponseEntity.ok()
          .eTag("entity")
          .contentType(MediaType.TEXT_HTML)
          .body(SendFile.bytes(new byte[10]).etag("file").contentType("image/png").inline("a.png"));
    }

    @GetMapping("/html")
    ResponseEntity<SendFile> html() {
      return ResponseEntity.ok()
          .header("Content-Disposition", "inline")
          .contentType(MediaType.TEXT_HTML)
          .body(SendFile.bytes(new byte[10]));
    }

    @GetMapping(value = "/promised", produces = "application/pdf")
    SendFile promised() {
      return SendFile.bytes(new byte[10]);
    }

    @GetMapping("/teapot")
    ResponseEntity<SendFile> teapot() {
      return ResponseEntity.status(HttpStatus.I_AM_A_TEAPOT).body(SendFile.path(ReturnForms.FILE));
    }

    @GetMapping("/created")
    @ResponseStatus(HttpStatus.CREATED)
    SendFile created() {
      return SendFile.path(ReturnForms.FILE);
    }

    @PostMapping("/export")
    SendFile export() {
      return SendFile.path(ReturnForms.FILE).attachment("export.txt");
    }

    @GetMapping("/watched")
    SendFile watched() {
      return SendFile.path(ReturnForms.FILE);
    }

    @GetMapping("/null")
    @Nullable SendFile nothing() {
      return null;
    }

    @GetMapping("/not-found")
    ResponseEntity<SendFile> notFound() {
      return ResponseEntity.notFound().header("X-Note", "one").build();
    }

    @GetMapping("/missing")
    SendFile missing() {
      return SendFile.path(ReturnForms.FILE.resolveSibling("there-is-no-such-file"));
    }

    @GetMapping("/text")
    ResponseEntity<?> text() {
      return ResponseEntity.ok("text");
    }

    @GetMapping("/memory")
    Resource memory() {
      return new ByteArrayResource(
          "0123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @GetMapping("/accepted")
    ResponseEntity<Resource> accepted() {
      return ResponseEntity.accepted().body(new FileSystemResource(ReturnForms.FILE));
    }

    @GetMapping("/breaks")
    SendFile breaks() {
      return SendFile.stream(
          new ReopenableSource() {
            @Override
            public long length() {
              return SIZE;
            }

            @Override
            public InputStream openAt(long offset) {
              return new InputStream() {
                private int left = SIZE / 2;

                @Override
                public int read() throws IOException {
                  if (left-- <= 0) {
                    throw new IOException("the disk is gone");
                  }
                  return 'x';
                }
              };
            }
          });
    }

    @Bean
    WebMvcConfigurer interceptors() {
      return new WebMvcConfigurer() {
        @Override
        public void addInterceptors(InterceptorRegistry registry) {
          registry.addInterceptor(
              new HandlerInterceptor() {
                @Override
                public void afterCompletion(
                    HttpServletRequest request,
                    HttpServletResponse response,
                    Object handler,
                    @Nullable Exception problem) {
                  ENDED.add(request.getRequestURI() + " " + request.getDispatcherType());
                }
              });
        }
      };
    }
  }

  @BeforeAll
  void start() {
    server = Server.start(App.class, List.of(with), "handoff.upgrade=resource");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void whatAnEntitySaysIsKept() throws Exception {
    HttpResponse<byte[]> answer = server.ask("GET", "/said");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Set-Cookie")).containsExactlyInAnyOrder("a=1", "b=2");
    assertThat(answer.headers().allValues("X-Note")).containsExactly("one");
    assertThat(answer.headers().allValues("Content-Disposition"))
        .containsExactly("attachment; filename=\"Bericht.pdf\"");
    assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/pdf");
    assertThat(answer.headers().allValues("ETag")).containsExactly("\"v7\"");
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, max-age=60");
    assertThat(answer.headers().allValues("Content-Length"))
        .as("what follows from the bytes is not said by anybody")
        .containsExactly("1000");
    assertThat(server.ask("GET", "/said", "If-None-Match", "\"v7\"").statusCode()).isEqualTo(304);
  }

  @Test
  void whatTheFileSaysWinsOverTheEntity() throws Exception {
    HttpResponse<byte[]> answer = server.ask("GET", "/own");
    assertThat(answer.headers().allValues("ETag")).containsExactly("\"file\"");
    assertThat(answer.headers().allValues("Content-Type")).containsExactly("image/png");
  }

  @Test
  void aPageThatIsShownHasNoRights() throws Exception {
    assertThat(server.ask("GET", "/html").headers().allValues("Content-Security-Policy"))
        .containsExactly("sandbox");
  }

  @Test
  void aMappingsTypeIsTheFiles() throws Exception {
    assertThat(server.ask("GET", "/promised").headers().allValues("Content-Type"))
        .containsExactly("application/pdf");
  }

  @ParameterizedTest(name = "{0} {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | /teapot  | 418 | the app's status is kept, and a range of it makes no sense
          HEAD | /teapot  | 418 | the same without content
          GET  | /created | 201 | so is the one that the handler is marked with
          POST | /export  | 200 | the app said yes to the method
          GET  | /accepted | 202 | only a 200 is upgraded
          """)
  void isSentWhole(String method, String target, int status, String why) throws Exception {
    HttpResponse<byte[]> answer =
        server.ask(
            method,
            target,
            "X-Other",
            "x",
            "If-None-Match",
            "*",
            "If-Modified-Since",
            "Sat, 01 Jan 2050 00:00:00 GMT");
    assertThat(answer.statusCode()).as(why).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(method.equals("HEAD") ? new byte[0] : ReturnForms.CONTENT);
    assertThat(answer.headers().allValues("X-Content-Type-Options")).hasSizeLessThan(2);
  }

  @Test
  void aRangeOfAnErrorIsTheWholeError() throws Exception {
    HttpResponse<byte[]> answer = server.ask("GET", "/teapot", "Range", "bytes=0-1");
    assertThat(answer.statusCode()).isEqualTo(418);
    assertThat(answer.body()).isEqualTo(ReturnForms.CONTENT);
  }

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /null      | 404 | no file is not found
          /not-found | 404 | an entity without a body is Spring's
          /missing   | 404 | a file that is not there
          """)
  void isNotThere(String target, int status, String why) throws Exception {
    HttpResponse<byte[]> answer = server.ask("GET", target);
    assertThat(answer.statusCode()).as(why).isEqualTo(status);
    assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain("there-is-no-such-file")
        .doesNotContain("tmp");
  }

  @Test
  void whatIsNoFileIsSprings() throws Exception {
    assertThat(server.ask("GET", "/text").body()).asString().isEqualTo("text");
    HttpResponse<byte[]> memory = server.ask("GET", "/memory", "Range", "bytes=1-2");
    assertThat(memory.statusCode()).isEqualTo(206);
    assertThat(memory.body()).asString().isEqualTo("12");
    assertThat(memory.headers().firstValue("ETag")).as("Spring gives none").isEmpty();
  }

  @Test
  void interceptorsLearnThatItIsOver() throws Exception {
    server.ask("GET", "/watched");
    // What other tests began may end meanwhile.
    String ended = ENDED.poll(60, TimeUnit.SECONDS);
    while (ended != null && !ended.startsWith("/watched ")) {
      ended = ENDED.poll(60, TimeUnit.SECONDS);
    }
    assertThat(ended).as("at its end, not when it became asynchronous").isEqualTo("/watched ASYNC");
  }

  @Test
  void aSourceThatBreaksHalfWayBreaksTheAnswer() {
    assertThatThrownBy(() -> server.ask("GET", "/breaks"))
        .isInstanceOf(IOException.class)
        .as("not because nobody came")
        .isNotInstanceOf(java.net.http.HttpTimeoutException.class);
  }
}
