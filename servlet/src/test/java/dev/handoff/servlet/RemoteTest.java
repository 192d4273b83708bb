package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.Front;
import dev.handoff.core.front.RemoteForm;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.core.send.SendFile;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Client.Answer;
import dev.handoff.servlet.wire.Container;
import dev.handoff.servlet.wire.Container.Kind;
import dev.handoff.servlet.wire.Container.Setup;
import dev.handoff.servlet.wire.ScriptedStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other servers out of a container: what a client gets, and what a store is asked. */
final class RemoteTest {
  private static final String TEXT = "0123456789abcdefghij";
  private static final int BIG = 3_000_000;

  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private @Nullable Outcome last;

  /** Answers as a store should: one strong tag, ranges, a type. */
  private static void good(ScriptedStore.Asked asked, OutputStream out, String content)
      throws IOException {
    String range = asked.field("Range");
    String fields = "ETag: \"v1\"\nContent-Type: text/csv\nX-Amz-Id: secret\nSet-Cookie: a=b\n";
    if (asked.field("If-None-Match").equals("\"v1\"")) {
      ScriptedStore.write(out, "HTTP/1.1 304 Not Modified\nETag: \"v1\"", "");
      return;
    }
    boolean ifRange = asked.field("If-Range").isEmpty() || asked.field("If-Range").equals("\"v1\"");
    if (range.isEmpty() || !ifRange) {
      ScriptedStore.write(
          out, "HTTP/1.1 200 OK\n" + fields + "Content-Length: " + content.length(), content);
      return;
    }
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    int first =
        ends[0].isEmpty()
            ? content.length() - Integer.parseInt(ends[1])
            : Integer.parseInt(ends[0]);
    int last =
        ends[0].isEmpty() || ends[1].isEmpty() ? content.length() - 1 : Integer.parseInt(ends[1]);
    if (first >= content.length()) {
      ScriptedStore.write(
          out,
          "HTTP/1.1 416 No\nContent-Range: bytes */" + content.length() + "\nContent-Length: 0",
          "");
      return;
    }
    last = Math.min(last, content.length() - 1);
    ScriptedStore.write(
        out,
        "HTTP/1.1 206 Partial Content\n"
            + fields
            + "Content-Range: bytes %d-%d/%d\nContent-Length: %d"
                .formatted(first, last, content.length(), last - first + 1),
        content.substring(first, last + 1));
  }

  private static ScriptedStore good(String content) throws IOException {
    return new ScriptedStore((asked, out) -> good(asked, out, content));
  }

  private static Handoff allowing(ScriptedStore store) {
    return Handoff.builder().remote(RemoteRules.allow(store.url("/"))).build();
  }

  private Container.App sending(Handoff handoff, SendFile file) {
    return (request, response) -> handoff.send(file, request, response).thenAccept(outcomes::add);
  }

  private Answer ask(Kind kind, Handoff handoff, String url, String method, String... lines)
      throws Exception {
    try (Container container = kind.start(sending(handoff, SendFile.remote(URI.create(url))));
        Client client = new Client(container.port())) {
      Answer answer = client.ask(method, "/", lines);
      // What became of it is known before the container goes.
      last = outcomes.poll(20, TimeUnit.SECONDS);
      return answer;
    }
  }

  private Outcome outcome() throws InterruptedException {
    return outcomes.poll(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFileArrivesWithTheFieldsThatAreListedAndNoOthers(Kind kind) throws Exception {
    try (ScriptedStore store = good(TEXT)) {
      Answer answer =
          ask(
              kind,
              allowing(store),
              store.url("/a.txt?sig=1"),
              "GET",
              "Cookie: session=1",
              "Authorization: Basic x",
              "X-Forwarded-For: 1.2.3.4",
              "Proxy-Authorization: Basic x",
              "Accept-Encoding: gzip");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo(TEXT);
      assertThat(answer.field("ETag")).contains("\"v1\"");
      assertThat(answer.field("Content-Type").orElseThrow()).startsWith("text/csv");
      assertThat(answer.field("Content-Length")).contains("20");
      assertThat(answer.field("Cache-Control")).contains("private, no-cache");
      assertThat(answer.field("Set-Cookie")).isEmpty();
      assertThat(answer.field("X-Amz-Id")).isEmpty();
      assertThat(last).isEqualTo(new Outcome.Sent(20));
      assertThat(store.asked().get(0).fields())
          .containsExactlyInAnyOrder(
              "Host: 127.0.0.1:" + store.port(),
              "User-Agent: Handoff",
              "Accept-Encoding: identity",
              "Connection: keep-alive");
    }
  }

  static Stream<Arguments> targets() {
    return Stream.of(
            "/b/a%2Fb.pdf?X-Amz-Credential=AKIA%2F2026%2Fs3&X-Amz-Signature=0a",
            "/b/a%2fb.pdf?x=%2f%3a%2b%20",
            "/b/%3A%2B%20+~%C3%A9?y=%3A+%2B~",
            "/b/%3a%2b%c3%a9",
            "/b//double/./dot",
            "//double",
            "/b/;v=1/,=&'()*!$@:",
            "/b/é",
            "/",
            "/?only=query",
            "/b?",
            "/b?a?b/c")
        .flatMap(target -> Stream.of(Kind.values()).map(kind -> Arguments.of(kind, target)));
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("targets")
  void aUrlArrivesOctetForOctet(Kind kind, String target) throws Exception {
    try (ScriptedStore store = good(TEXT)) {
      assertThat(ask(kind, allowing(store), store.url(target), "GET").status()).isEqualTo(200);
      String octets =
          new String(
              target.getBytes(java.nio.charset.StandardCharsets.UTF_8),
              java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(store.asked().get(0).target()).isEqualTo(octets);
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | Range: bytes=0-4                       | 206 | 01234
          GET  | Range: bytes=-3                        | 206 | hij
          GET  | Range: bytes=15-99                     | 206 | fghij
          GET  | Range: bytes=20-                       | 416 | *
          GET  | If-None-Match: "v1"                    | 304 |
          GET  | If-None-Match: "v0"                    | 200 | 0123456789abcdefghij
          GET  | If-Match: "v0"                         | 412 | *
          GET  | Range: bytes=0-4; If-Range: "v1"       | 206 | 01234
          GET  | Range: bytes=0-4; If-Range: "v0"       | 200 | 0123456789abcdefghij
          HEAD |                                        | 200 |
          POST |                                        | 405 | *
          """)
  void answersLikeALocalFile(String method, String lines, int status, String body)
      throws Exception {
    for (Kind kind : Kind.values()) {
      try (ScriptedStore store = good(TEXT)) {
        String[] fields = lines == null ? new String[0] : lines.split("; ");
        Answer answer = ask(kind, allowing(store), store.url("/a"), method, fields);
        assertThat(answer.status()).isEqualTo(status);
        if (!"*".equals(body)) {
          assertThat(answer.text()).isEqualTo(body == null ? "" : body);
        }
        if (method.equals("HEAD")) {
          assertThat(answer.field("Content-Length")).contains("20");
          assertThat(store.asked().get(0).line()).startsWith("GET ");
          assertThat(store.asked().get(0).field("Range")).isEqualTo("bytes=0-0");
        }
        assertThat(store.asked()).hasSize(method.equals("POST") ? 0 : 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void severalRangesAreSeveralReadingsOfOneVersion(Kind kind) throws Exception {
    try (ScriptedStore store = good("x".repeat(10_000) + TEXT)) {
      Answer answer =
          ask(kind, allowing(store), store.url("/a"), "GET", "Range: bytes=0-0,10000-10001");
      assertThat(answer.status()).isEqualTo(206);
      assertThat(answer.text()).contains("bytes 0-0/10020").contains("bytes 10000-10001/10020");
      assertThat(store.asked().get(1).field("If-Match")).isEqualTo("\"v1\"");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aStoreThatIgnoresRangesIsCut(Kind kind) throws Exception {
    try (ScriptedStore store =
        new ScriptedStore((asked, out) ->
            ScriptedStore.write(out, "HTTP/1.1 200 OK\nETag: \"v\"\nContent-Length: 20", TEXT))) {
      Answer answer = ask(kind, allowing(store), store.url("/a"), "GET", "Range: bytes=5-7");
      assertThat(answer.status()).isEqualTo(206);
      assertThat(answer.text()).isEqualTo("567");
      assertThat(answer.field("Content-Range")).contains("bytes 5-7/20");
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 Not Found\\nContent-Length: 6                     | 404
          403 Forbidden\\nContent-Length: 6                     | 502
          401 No\\nContent-Length: 6                            | 502
          500 No\\nContent-Length: 6                            | 502
          503 Slow\\nRetry-After: 7\\nContent-Length: 6         | 503
          504 Late\\nContent-Length: 6                          | 504
          200 OK                                                | 502
          206 Part\\nContent-Range: bytes 0-5/9\\nContent-Length: 6 | 502
          302 Found\\nContent-Length: 6                         | 502
          302 Found\\nLocation: /a\\nContent-Length: 6          | 502
          302 Found\\nLocation: http://10.0.0.1/\\nContent-Length: 6 | 502
          302 Found\\nLocation: http://169.254.169.254/latest/meta-data\\nContent-Length: 6 | 502
          302 Found\\nLocation: http://[::1]:9/\\nContent-Length: 6 | 502
          302 Found\\nLocation: file:///etc/passwd\\nContent-Length: 6 | 502
          302 Found\\nLocation: http://2130706433/\\nContent-Length: 6 | 502
          302 Found\\nLocation: /%2e%2e/a\\nContent-Length: 6   | 502
          """)
  void troubleIsACleanStatusWithoutTheStoresWords(String answered, int status) throws Exception {
    for (Kind kind : Kind.values()) {
      try (ScriptedStore store =
          new ScriptedStore((asked, out) -> {
            ScriptedStore.write(out, "HTTP/1.1 " + answered.replace("\\n", "\n"), "SECRET");
            throw new IOException("closed");
          })) {
        Answer answer = ask(kind, allowing(store), store.url("/a"), "GET");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).doesNotContain("SECRET").doesNotContain("127.0.0.1");
        assertThat(last).isEqualTo(new Outcome.Refused(status));
        assertThat(answer.field("Retry-After").isPresent()).isEqualTo(status == 503);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void redirectsOfAnAllowedStoreAreFollowed(Kind kind) throws Exception {
    try (ScriptedStore store =
        new ScriptedStore((asked, out) -> {
          if (asked.target().equals("/a")) {
            ScriptedStore.write(
                out, "HTTP/1.1 307 Elsewhere\nLocation: /b%2F?x=%2f\nContent-Length: 0", "");
          } else {
            good(asked, out, TEXT);
          }
        })) {
      assertThat(ask(kind, allowing(store), store.url("/a"), "GET").text()).isEqualTo(TEXT);
      assertThat(store.asked().get(1).target()).isEqualTo("/b%2F?x=%2f");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aTransferThatBreaksOffIsResumed(Kind kind) throws Exception {
    String content = "0123456789".repeat(BIG / 10);
    try (ScriptedStore store =
        new ScriptedStore((asked, out) -> {
          if (asked.number() == 0) {
            ScriptedStore.write(
                out,
                "HTTP/1.1 200 OK\nETag: \"v1\"\nContent-Length: " + BIG,
                content.substring(0, 1_000_000));
            throw new IOException("cut");
          }
          good(asked, out, content);
        })) {
      Answer answer = ask(kind, allowing(store), store.url("/a"), "GET");
      assertThat(answer.whole()).isTrue();
      assertThat(answer.text()).isEqualTo(content);
      assertThat(store.asked().get(1).field("Range")).isEqualTo("bytes=1000000-2999999");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\nETag: \"v1\"\nContent-Length: 3000000",
        "HTTP/1.1 206 P\nETag: \"v2\"\nContent-Range: bytes 1000000-2999999/3000000\nContent-Length: 2000000",
        "HTTP/1.1 206 P\nETag: \"v1\"\nContent-Range: bytes 0-1999999/3000000\nContent-Length: 2000000",
        "HTTP/1.1 206 P\nETag: \"v1\"\nContent-Range: bytes 1000000-2999999/3000001\nContent-Length: 2000000",
        "HTTP/1.1 412 Changed\nContent-Length: 0",
        "HTTP/1.1 403 Expired\nContent-Length: 0",
      })
  void nothingIsSplicedThatIsNotProvenToFit(String second) throws Exception {
    String content = "x".repeat(1_000_000);
    for (Kind kind : Kind.values()) {
      try (ScriptedStore store =
          new ScriptedStore((asked, out) -> {
            String head = "HTTP/1.1 200 OK\nETag: \"v1\"\nContent-Length: " + BIG;
            ScriptedStore.write(out, asked.number() == 0 ? head : second, content);
            throw new IOException("cut");
          })) {
        Answer answer = ask(kind, allowing(store), store.url("/a"), "GET");
        assertThat(answer.whole()).isFalse();
        assertThat(answer.body().length).isLessThanOrEqualTo(1_000_000);
        assertThat(last)
            .isInstanceOfSatisfying(
                Outcome.Aborted.class,
                aborted -> assertThat(aborted.cause()).isEqualTo(Outcome.Cause.SOURCE_FAILED));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aStoreThatSaysNothingIsGivenUp(Kind kind) throws Exception {
    try (ScriptedStore store = new ScriptedStore((asked, out) -> {})) {
      RemoteRules rules =
          RemoteRules.allow(store.url("/")).noProgressTimeout(Duration.ofMillis(200));
      Answer answer = ask(kind, Handoff.builder().remote(rules).build(), store.url("/a"), "GET");
      assertThat(answer.status()).isEqualTo(504);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aClientThatLeavesFreesTheStoreAtOnceAndNobodyReadsAhead(Kind kind) throws Exception {
    java.util.concurrent.atomic.AtomicLong written = new java.util.concurrent.atomic.AtomicLong();
    byte[] some = new byte[1 << 16];
    try (ScriptedStore store =
            new ScriptedStore((asked, out) -> {
              ScriptedStore.write(
                  out, "HTTP/1.1 200 OK\nETag: \"v\"\nContent-Length: 2000000000", "");
              for (int i = 0; i < 30_000; i++) {
                out.write(some);
                written.addAndGet(some.length);
              }
            });
        Container container =
            kind.start(sending(allowing(store), SendFile.remote(URI.create(store.url("/a")))));
        Client client = new Client(container.port(), 64 << 10)) {
      client.send("GET", "/");
      client.some(100_000);
      client.reset();
      assertThat(store.left().poll(20, TimeUnit.SECONDS)).isTrue();
      assertThat(outcome()).isInstanceOf(Outcome.Aborted.class);
      assertThat(written.get()).isLessThan(100_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void slowStoresOccupyNoThreadOfTheContainerAndHaveABound(Kind kind) throws Exception {
    java.util.concurrent.CountDownLatch go = new java.util.concurrent.CountDownLatch(1);
    try (ScriptedStore store =
        new ScriptedStore((asked, out) -> {
          try {
            go.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          good(asked, out, TEXT);
        })) {
      Handoff handoff =
          Handoff.builder().remote(RemoteRules.allow(store.url("/")).atOnce(60)).build();
      try (Container container =
          kind.start(sending(handoff, SendFile.remote(URI.create(store.url("/a")))))) {
        java.util.List<Client> clients = new java.util.ArrayList<>();
        for (int i = 0; i < 60; i++) {
          Client client = new Client(container.port());
          client.send("GET", "/");
          clients.add(client);
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (store.asked().size() < 60 && System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        // The container has 40 threads: waiting on them, not all 60 could have been asked for.
        assertThat(store.asked()).hasSize(60);
        try (Client more = new Client(container.port())) {
          Answer answer = more.ask("GET", "/");
          assertThat(answer.status()).isEqualTo(503);
          assertThat(answer.field("Retry-After")).contains("1");
        }
        go.countDown();
        for (Client client : clients) {
          assertThat(client.answer("GET").text()).isEqualTo(TEXT);
          client.close();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void withoutAsyncItWorksToo(Kind kind) throws Exception {
    String content = "0123456789".repeat(20_000);
    try (ScriptedStore store = good(content);
        Container container =
            kind.start(
                Setup.of(sending(allowing(store), SendFile.remote(URI.create(store.url("/a")))))
                    .withoutAsync());
        Client client = new Client(container.port())) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.ask("GET", "/").text()).isEqualTo(content);
      }
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "http://store.example/a, 502",
    "http://127.0.0.1:1/a, 502",
    "https://127.0.0.1:PORT/a, 502",
    "http://127.0.0.1:PORT/b/../a, 404",
    "http://127.0.0.1:PORT/b/%2e%2e/a, 404",
    "http://127.0.0.1:PORT/b/%252e%252e%252fa, 404",
  })
  void whatIsNotAllowedIsNotAskedFor(String url, int status) throws Exception {
    try (ScriptedStore store = good(TEXT)) {
      String named = url.replace("PORT", Integer.toString(store.port()));
      Answer answer = ask(Kind.JETTY, allowing(store), named, "GET");
      assertThat(answer.status()).isEqualTo(status);
      assertThat(store.asked()).isEmpty();
    }
  }

  @Test
  void whoForgotToAllowAnythingGets500() throws Exception {
    assertThat(ask(Kind.TOMCAT, Handoff.create(), "http://127.0.0.1:1/a", "GET").status())
        .isEqualTo(500);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFrontThatFetchesIsTold(Kind kind) throws Exception {
    String url = "https://s.example/a%2fb?sig=%2B+x";
    Handoff gateway =
        Handoff.builder().front(Front.handoff()).remoteForm(RemoteForm.byUrl()).build();
    Answer answer = ask(kind, gateway, url, "GET");
    assertThat(answer.field("X-Accel-Redirect")).contains(url);
    assertThat(answer.field("Content-Length")).contains("0");
    assertThat(last).isEqualTo(new Outcome.HandedOff());
    Handoff below =
        Handoff.builder().front(Front.handoff()).remoteForm(RemoteForm.below("/_remote/")).build();
    assertThat(ask(kind, below, url, "GET").field("X-Accel-Redirect"))
        .contains("/_remote/https/s.example/a%2fb?sig=%2B+x");
  }
}
