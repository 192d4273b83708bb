package dev.handoff.servlet;

import static dev.handoff.testkit.delivery.DeliveryAssertions.assertThatDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.Front;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.core.send.SendFile;
import dev.handoff.servlet.wire.Container;
import dev.handoff.servlet.wire.Container.Kind;
import dev.handoff.testkit.front.FakeFront;
import dev.handoff.testkit.store.Failure;
import dev.handoff.testkit.store.FakeStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests in docs/testing.md are tests that hold for this library. */
// proves file-responses: K1
final class TestingGuideTest {
  private static final byte[] PDF = "%PDF-twelve bytes".getBytes(StandardCharsets.US_ASCII);

  private static final Path files = folder();
  private static Container container;
  private static volatile Handoff handoff;
  private static volatile SendFile sends;

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("files");
      Path report = Files.write(folder.resolve("report.pdf"), PDF);
      Files.setLastModifiedTime(report, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    container = Kind.TOMCAT.start(TestingGuideTest::service);
  }

  @AfterAll
  static void stop() throws Exception {
    container.close();
    Files.delete(files.resolve("report.pdf"));
    Files.delete(files);
  }

  private static SendFile report() {
    return SendFile.path(files.resolve("report.pdf")).attachment("Bericht März.pdf");
  }

  private static void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String who = request.getHeader("Authorization");
    String alice = "Basic " + Base64.getEncoder().encodeToString("alice:secret".getBytes());
    boolean session = "SESSION=s1".equals(request.getHeader("Cookie"));
    if (request.getRequestURI().equals("/secured") && !alice.equals(who) && !session) {
      response.sendError(401);
    } else if (request.getRequestURI().endsWith("-no-such-file")) {
      response.sendError(404);
    } else {
      handoff.send(sends, request, response);
    }
  }

  @Nested
  final class First {
    private final int port = container.port();

    First() {
      handoff = Handoff.create();
      sends = report();
    }

    // begin first
    @Test
    void theReportIsDelivered() {
      assertThatDelivery("http://127.0.0.1:" + port + "/download/1")
          .hasName("Bericht März.pdf")
          .hasType("application/pdf")
          .resumes()
          .refusesStaleIfRange()
          .isPrivate()
          .neverLeaks("/srv/files");
    }

    // end first

    @Test
    void everythingElseHolds() {
      assertThatDelivery("http://127.0.0.1:" + port + "/download/1")
          .isAttachment()
          .hasSize(PDF.length)
          .hasBytesOf(files.resolve("report.pdf"))
          .seeksLikeSafari()
          .survivesParallelSegments(8)
          .revalidates()
          .answersHead()
          .neverLeaks(files);
    }

    @Test
    void somebodyAsks() {
      String url = "http://127.0.0.1:" + port + "/secured";
      String session = "s1";
      // begin login
      assertThatDelivery(url).hasStatus(401);
      assertThatDelivery(url).withBasicAuth("alice", "secret").hasStatus(200).isPrivate();
      assertThatDelivery(url).with("Cookie", "SESSION=" + session).hasStatus(200);
      // end login
    }
  }

  @Nested
  final class BehindAFront {
    private final int port = container.port();

    BehindAFront() {
      RedirectMap map = RedirectMap.parse(files + "/=/_files/");
      handoff = Handoff.builder().front(Front.nginx()).map(map).build();
      sends = report();
    }

    // begin front
    @RegisterExtension static final FakeFront front = FakeFront.nginx().internal("/_files/", files);

    @Test
    void theFrontDelivers() {
      front.before(port); // the app's

      assertThatDelivery(front.uri("/download/1")).hasName("Bericht März.pdf").resumes();
      assertThat(front.delivered()).contains("/_files/report.pdf");

      assertThatDelivery("http://127.0.0.1:" + port + "/download/1")
          .handsOffTo("/_files/report.pdf");
      assertThatDelivery(front.uri("/_files/report.pdf")).hasStatus(404);
    }
    // end front
  }

  @Nested
  final class Store {
    private final String url = "http://127.0.0.1:" + container.port() + "/download/1";
    private final byte[] pdf = PDF;

    Store() {
      handoff = Handoff.builder().remote(RemoteRules.allow(store.uri() + "/")).build();
    }

    // begin store
    @RegisterExtension static final FakeStore store = FakeStore.create();

    @Test
    void aFileOfTheStore() {
      store.put("reports/7.pdf", pdf);
      store.onlySigned();
      sends = SendFile.remote(store.presigned("reports/7.pdf")).attachment("Bericht März.pdf");

      assertThatDelivery(url).hasBytes(pdf).hasName("Bericht März.pdf").resumes();
      assertThat(store.received()).noneMatch(request -> request.sends("Cookie"));
    }

    @Test
    void aStoreThatRefusesStaysNameless() {
      store.put("reports/7.pdf", pdf);
      store.failing("reports/7.pdf", Failure.REFUSED);
      sends = SendFile.remote(store.uri("reports/7.pdf"));

      assertThatDelivery(url).hasStatus(502).neverLeaks("fake-bucket", "reports/7.pdf");
    }
    // end store
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "login", "front", "store"})
  void theGuideSaysTheSame(String name) throws Exception {
    Snippets.assertShown("testing.md", TestingGuideTest.class, name);
  }
}
