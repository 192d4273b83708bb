package dev.handoff.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After a known set of requests the numbers add up, and the documentation names them all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsTest {
  private static final Path PAGE = Path.of("../docs/metrics.md");
  private static final String LARGE = "GET /static/large HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final int REQUESTS = 9;

  private ScriptedApp app;
  private GatewayUnderTest gateway;
  private Scrape scrape;

  @BeforeAll
  void ask(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.txt"), "file");
    try (RandomAccessFile large = new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
      large.setLength(1L << 30);
    }
    app = ScriptedApp.tcp();
    app.on("/dl", Answer.of(200, "X-Accel-Redirect: /_f/a.txt"));
    app.on("/gone", Answer.of(200, "X-Accel-Redirect: /_f/gone.txt"));
    app.on("/hello", Answer.text(200, "hello"));
    app.on("/short", Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour").close());
    gateway =
        GatewayUnderTest.start(
            new Setup()
                .app(app, "/", "/_f/")
                .internal("/_f/", folder)
                .open("/static/", folder)
                .metrics());
    try (RawClient client = RawClient.connect(gateway.address())) {
      get(client, "/dl");
      get(client, "/dl");
      get(client, "/gone");
      get(client, "/static/a.txt");
      get(client, "/static/none");
      get(client, "/hello");
    }
    try (RawClient refused = RawClient.connect(gateway.address())) {
      refused.send("nonsense\r\n\r\n").receive();
    }
    try (RawClient leaving = RawClient.connect(gateway.address())) {
      leaving.send(LARGE).receiveOctets(1000);
      leaving.reset();
    }
    try (RawClient cut = RawClient.connect(gateway.address())) {
      cut.send("GET /short HTTP/1.1\r\nHost: a\r\n\r\n").receiveUntilEnd();
    }
    Within.patience(
        "all requests counted",
        () -> {
          scrape = Scrape.of(gateway.metricsAddress());
          return scrape.sum("handoff_requests_total") == REQUESTS
              && scrape.sum("handoff_client_connections") == 0;
        });
  }

  private static void get(RawClient client, String target) {
    client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").receive();
  }

  @AfterAll
  void close() {
    gateway.close();
    app.close();
  }

  @ParameterizedTest(name = "{0} {1} is {2}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          handoff_requests_total             | status="2xx"                     | 6  | two downloads, a file, a greeting, and two that broke off
          handoff_requests_total             | status="4xx"                     | 3  | two missing files, one without sense
          handoff_requests_total             | protocol="HTTP/1.1",status="2xx" | 6  | by protocol, too
          handoff_deliveries_total           | app="app0",location="/_f/",outcome="whole"       | 2 | both downloads
          handoff_deliveries_total           | app="app0",location="/_f/",outcome="refused"     | 1 | the app named a file that is gone
          handoff_deliveries_total           | app="-",location="/static/",outcome="whole"      | 1 | a public file
          handoff_deliveries_total           | app="-",location="/static/",outcome="refused"    | 1 | none of that name
          handoff_deliveries_total           | app="-",location="/static/",outcome="client_left"| 1 | the client did not want all of it
          handoff_deliveries_total           | app="app0",location="-",outcome="whole"          | 1 | the app's own greeting
          handoff_deliveries_total           | app="app0",location="-",outcome="aborted_by_app" | 1 | it said nine and sent four
          handoff_deliveries_total           |                                  | 8  | all but the one without sense
          handoff_sent_bytes_total           | via="app"                        | 9  | "hello" and "four"
          handoff_app_decision_seconds_count | app="app0"                       | 5  | each question to the app
          handoff_first_byte_seconds_count   |                                  | 9  | each answer
          handoff_requests_running           |                                  | 0  | nothing runs
          handoff_transfers_running          |                                  | 0  | nothing is sent
          handoff_app_connections            | app="app0",state="busy"          | 0  | the app is left alone
          handoff_app_queued                 | app="app0"                       | 0  | nobody waits
          handoff_log_lines_dropped_total    |                                  | 0  | no log, nothing lost
          handoff_limit_delayed_total        | limit="per_client"               | 0  | no limits
          handoff_receipts_waiting           |                                  | 0  | no receipts
          handoff_cache_deliveries_total     |                                  | 0  | no stores
          """)
  void counts(String name, String labels, double expected, String why) {
    String[] wanted = labels == null ? new String[0] : labels.split(",");
    assertThat(scrape.sum(name, wanted)).as(why + "\n" + scrape.text()).isEqualTo(expected);
  }

  @Test
  void whatFilesWereSentAddsUp() {
    double files = scrape.sum("handoff_sent_bytes_total", "via=\"sendfile\"");
    double memory = scrape.sum("handoff_sent_bytes_total", "via=\"memory\"");
    assertThat(files + memory).isGreaterThanOrEqualTo(12).isLessThan(1L << 30);
    double looks = scrape.sum("handoff_files_looks_total");
    assertThat(looks).isGreaterThanOrEqualTo(6);
    assertThat(scrape.sum("handoff_files_open")).isBetween(1.0, 2.0);
  }

  @Test
  void theProcessIsThereToo() {
    for (String name :
        new String[] {
          "jvm_memory_used_bytes",
          "jvm_threads_live_threads",
          "jvm_buffer_memory_used_bytes",
          "process_files_open_files",
          "process_cpu_usage",
          "process_uptime_seconds",
          "handoff_buffers_direct_bytes"
        }) {
      assertThat(scrape.sum(name)).as(name).isNotNegative();
      assertThat(scrape.text()).contains("# TYPE " + name + " ");
    }
  }

  @Test
  void theDocumentationNamesEachWithItsTypeAndLabels() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split(" *\\| *");
      if (cells.length > 4 && cells[1].startsWith("`handoff_")) {
        String labels = cells[3].replace("`", "");
        documented.put(cells[1].replace("`", ""), (cells[2] + " " + labels));
      }
    }
    assertThat(documented).isEqualTo(scrape.described());
  }

  @Test
  void labelsNeverComeFromRequests() {
    assertThat(scrape.text()).doesNotContain("none\"} 1").doesNotContain("gone", "nonsense");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /health     | 200 | whoever answers is alive
          GET    | /ready      | 200 | every listener accepts
          GET    | /metrics?a  | 200 | a query makes no difference
          GET    | /           | 404 | there is no more
          GET    | /static/a.txt | 404 | clients are served elsewhere
          POST   | /metrics    | 405 | nothing to post
          DELETE | /health     | 405 | nothing to delete
          """)
  void answers(String method, String target, int status, String why) {
    try (RawClient client = RawClient.connect(gateway.metricsAddress())) {
      String request = method + " " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
      assertThat(client.send(request).receive().status()).as(why).isEqualTo(status);
    }
  }

  @Test
  void headGetsTheSameFields() {
    try (RawClient client = RawClient.connect(gateway.metricsAddress())) {
      RawResponse answer = client.send("HEAD /metrics HTTP/1.1\r\nHost: a\r\n\r\n").receiveToHead();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.field("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
    }
  }
}
