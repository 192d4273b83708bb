package dev.handoff.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.spring.Server.With;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form a controller can return a file in, asked in every way, behind the same filters. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ReturnFormsTable {
  private final List<With> with;
  private Server server;

  ReturnFormsTable(With... with) {
    this.with = List.of(with);
  }

  @BeforeAll
  void start() {
    server = Server.start(ReturnForms.class, with, "handoff.upgrade=resource,path");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "bare",
        "object",
        "entity",
        "http-entity",
        "wildcard",
        "page",
        "callable",
        "callable-entity",
        "deferred",
        "future",
        "future-entity",
        "functional",
        "functional-async",
        "resource",
        "resource-entity",
        "path",
        "path-entity",
        "io-file"
      })
  void isTheFileHoweverItIsReturned(String form) throws Exception {
    String target = "/" + form;
    HttpResponse<byte[]> plain = server.ask("GET", target);
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.body()).isEqualTo(ReturnForms.CONTENT);
    assertThat(plain.headers().allValues("Content-Length"))
        .as("the length is known, and no filter hides it")
        .containsExactly(Integer.toString(ReturnForms.CONTENT.length));
    assertThat(plain.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    String tag = plain.headers().firstValue("ETag").orElseThrow();
    assertThat(tag).as("the file's own, not a digest of a buffer").doesNotStartWith("\"0");
    cachesAsWeSay(plain);

    HttpResponse<byte[]> part = server.ask("GET", target, "Range", "bytes=100-199");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range"))
        .contains("bytes 100-199/" + ReturnForms.CONTENT.length);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(ReturnForms.CONTENT, 100, 200));

    HttpResponse<byte[]> big = server.ask("GET", target, "Range", "bytes=1000-250000");
    assertThat(big.statusCode()).isEqualTo(206);
    assertThat(big.body()).isEqualTo(Arrays.copyOfRange(ReturnForms.CONTENT, 1000, 250_001));

    HttpResponse<byte[]> known = server.ask("GET", target, "If-None-Match", tag);
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.headers().firstValue("ETag")).contains(tag);
    cachesAsWeSay(known);

    HttpResponse<byte[]> head = server.ask("HEAD", target);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().allValues("Content-Length"))
        .containsExactly(Integer.toString(ReturnForms.CONTENT.length));
    assertThat(head.headers().firstValue("ETag")).contains(tag);
    cachesAsWeSay(head);

    if (with.contains(With.COMPRESSION)) {
      survivesCompression(target);
    }
  }

  private void cachesAsWeSay(HttpResponse<byte[]> answer) {
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
    assertThat(answer.headers().map()).doesNotContainKeys("pragma", "expires");
    if (with.contains(With.SECURITY)) {
      assertThat(answer.headers().firstValue("X-Frame-Options"))
          .as("what Security says of other things is kept")
          .contains("DENY");
      assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    }
  }

  /** A client that takes gzip: whatever the container compresses, a range is one of the file. */
  private void survivesCompression(String target) throws Exception {
    HttpResponse<byte[]> part =
        server.ask("GET", target, "Accept-Encoding", "gzip", "Range", "bytes=1000-250000");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().map()).doesNotContainKey("content-encoding");
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(ReturnForms.CONTENT, 1000, 250_001));
    HttpResponse<byte[]> plain = server.ask("GET", target, "Accept-Encoding", "gzip");
    assertThat(plain.statusCode()).isEqualTo(200);
    String tag = plain.headers().firstValue("ETag").orElseThrow();
    boolean compressed = plain.headers().firstValue("Content-Encoding").isPresent();
    assertThat(
            server
                .ask(
                    "GET", target, "Accept-Encoding", "gzip", "Range", "bytes=1-2", "If-Range", tag)
                .statusCode())
        .as("a part of what is compressed on the way is never joined to it")
        .isEqualTo(compressed ? 200 : 206);
  }
}
