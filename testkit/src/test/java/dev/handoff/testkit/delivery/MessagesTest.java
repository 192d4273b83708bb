package dev.handoff.testkit.delivery;

import static dev.handoff.testkit.delivery.DeliveryAssertions.assertThatDelivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handoff.testkit.listen.SmallServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each assertion holds for a server that is right, and fails for one that is wrong in a single
 * thing, with the message in {@code messages.txt}. {@code -Dgolden.rewrite=true} rewrites that
 * file.
 */
final class MessagesTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/handoff/testkit/delivery/messages.txt");
  private static final UnaryOperator<WrongServer> RIGHT = UnaryOperator.identity();

  private static final AtomicReference<UnaryOperator<WrongServer>> CHANGE =
      new AtomicReference<>(RIGHT);
  private static final AtomicReference<String> DEAF_FOR = new AtomicReference<>("");
  private static SmallServer server;

  @BeforeAll
  static void start() throws IOException {
    server =
        SmallServer.start(
            "wrong server",
            request ->
                CHANGE
                    .get()
                    .apply(WrongServer.right(WrongServer.without(request, DEAF_FOR.get())))
                    .reply(request));
    if (Boolean.getBoolean("golden.rewrite")) {
      rewrite();
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /**
   * @param deafFor a field of requests that the wrong server does not read
   */
  private record Case(
      String name,
      Consumer<DeliveryAssert> assertion,
      UnaryOperator<WrongServer> right,
      UnaryOperator<WrongServer> wrong,
      String deafFor) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(
      String name, Consumer<DeliveryAssert> assertion, UnaryOperator<WrongServer> wrong) {
    return new Case(name, assertion, RIGHT, wrong, "");
  }

  private static Case only(
      String name, Consumer<DeliveryAssert> assertion, UnaryOperator<WrongServer> right) {
    return new Case(name, assertion, right, RIGHT, "");
  }

  private static Case deaf(String name, Consumer<DeliveryAssert> assertion, String field) {
    return new Case(name, assertion, RIGHT, RIGHT, field);
  }

  private static Stream<Case> all() {
    String name = "Bericht März.pdf";
    return Stream.of(
        of("status", d -> d.hasStatus(200), s -> s.status(404)),
        of("header", d -> d.hasHeader("ETag", "\"v1\""), s -> s.set("ETag", "\"v2\"")),
        of("header missing", d -> d.hasHeader("ETag", "\"v1\""), s -> s.without("ETag")),
        of("header twice", d -> d.hasHeader("ETag", "\"v1\""), s -> s.and("ETag", "\"v1\"")),
        of("any header", d -> d.hasHeader("ETag"), s -> s.without("ETag")),
        of("no header", d -> d.hasNoHeader("Server"), s -> s.and("Server", "x/1.0")),
        of(
            "name",
            d -> d.hasName(name),
            s -> s.set("Content-Disposition", "attachment; filename=\"Bericht M?rz.pdf\"")),
        of("name missing", d -> d.hasName(name), s -> s.without("Content-Disposition")),
        of(
            "name, only a type",
            d -> d.hasName(name),
            s -> s.set("Content-Disposition", "attachment")),
        of("name twice", d -> d.hasName(name), s -> s.and("Content-Disposition", "inline")),
        of(
            "name unreadable",
            d -> d.hasName(name),
            s -> s.set("Content-Disposition", "=?UTF-8?B?QmVyaWNodA==?=")),
        of("attachment", d -> d.isAttachment(), s -> s.set("Content-Disposition", "inline")),
        of(
            "attachment, nothing said",
            d -> d.isAttachment(),
            s -> s.without("Content-Disposition")),
        of(
            "type",
            d -> d.hasType("application/pdf"),
            s -> s.set("Content-Type", "text/html;charset=utf-8")),
        of("type missing", d -> d.hasType("application/pdf"), s -> s.without("Content-Type")),
        of("size", d -> d.hasSize(12), s -> s.body("eleven byte")),
        of(
            "size not said",
            d -> d.hasSize(12),
            s -> s.without("Content-Length").and("X-Wrong-Unframed", "1")),
        of("sha256", d -> d.hasSha256(sha()), s -> s.body("twelve Bytes")),
        of(
            "sha256 of a coding",
            d -> d.hasSha256(sha()),
            s -> s.body("zipped").and("Content-Encoding", "gzip")),
        of("bytes", d -> d.hasBytes(WrongServer.FILE), s -> s.body("twelve more bytes")),
        of(
            "cut",
            d -> d.hasBytes(WrongServer.FILE),
            s -> new WrongServer(s.status(), s.fields(), new byte[5])),
        of(
            "more than announced",
            d -> d.hasSize(12),
            s -> new WrongServer(s.status(), s.fields(), new byte[15])),
        of("needs a login", d -> d.hasSize(12), s -> s.status(401)),
        of("leads elsewhere", d -> d.hasSize(12), s -> s.status(302).and("Location", "/login")),
        of("server error", d -> d.resumes(), s -> s.status(500)),
        of(
            "handed off",
            d -> d.resumes(),
            s -> s.and("X-Accel-Redirect", "/_files/a.pdf").body("")),
        deaf("resumes: whole for a range", d -> d.resumes(), "Range"),
        of("resumes: none", d -> d.resumes(), s -> s.set("Accept-Ranges", "none")),
        of(
            "resumes: no validator",
            d -> d.resumes(),
            s -> s.without("ETag").without("Last-Modified")),
        of(
            "resumes: weak validator",
            d -> d.resumes(),
            s -> s.set("ETag", "W/\"v1\"").without("Last-Modified")),
        of("resumes: other bytes", d -> d.resumes(), s -> s.when(206, w -> w.body("wrong "))),
        of(
            "resumes: wrong field",
            d -> d.resumes(),
            s -> s.when(206, w -> w.set("Content-Range", "bytes 6-11/*"))),
        of(
            "resumes: two versions",
            d -> d.resumes(),
            s -> s.when(206, w -> w.set("ETag", "\"v2\""))),
        of(
            "resumes: behind the end, a page",
            d -> d.resumes(),
            s -> s.when(416, w -> w.status(200).body("all of it"))),
        of(
            "resumes: behind the end",
            d -> d.resumes(),
            s -> s.when(416, w -> w.without("Content-Range"))),
        new Case(
            "resumes: the guide's",
            d -> d.resumes(),
            RIGHT,
            s ->
                s.without("ETag")
                    .without("Accept-Ranges")
                    .without("Content-Disposition")
                    .without("Cache-Control"),
            "Range"),
        deaf("safari", d -> d.seeksLikeSafari(), "Range"),
        of("segments", d -> d.survivesParallelSegments(2), s -> s.when(206, w -> w.status(503))),
        deaf("stale If-Range", d -> d.refusesStaleIfRange(), "If-Range"),
        deaf("revalidates: never unchanged", d -> d.revalidates(), "If-None-Match"),
        of("head: content", d -> d.answersHead(), s -> s.and("X-Wrong-Head", "1")),
        of("head: not allowed", d -> d.answersHead(), s -> s.and("X-Wrong-Head", "405")),
        only("inline", d -> d.isInline(), s -> s.set("Content-Disposition", "inline")),
        only(
            "cut off",
            d -> d.isCutOff(),
            s -> new WrongServer(s.status(), s.fields(), new byte[5])),
        only(
            "hands off",
            d -> d.handsOffTo("/_files/a.pdf"),
            s -> s.and("X-Accel-Redirect", "/_files/a.pdf").body("")),
        of(
            "revalidates",
            d -> d.revalidates(),
            s -> s.when(304, w -> w.status(200).body("twelve bytes"))),
        of(
            "revalidates: nothing to ask with",
            d -> d.revalidates(),
            s -> s.without("ETag").without("Last-Modified")),
        of("private: silent", d -> d.isPrivate(), s -> s.without("Cache-Control")),
        of("private: only no-cache", d -> d.isPrivate(), s -> s.set("Cache-Control", "no-cache")),
        of(
            "private: a part",
            d -> d.isPrivate(),
            s -> s.when(206, w -> w.set("Cache-Control", "max-age=60"))),
        of(
            "private: unchanged",
            d -> d.isPrivate(),
            s -> s.when(304, w -> w.set("Cache-Control", "public"))),
        of(
            "private: single fields",
            d -> d.isPrivate(),
            s -> s.set("Cache-Control", "private=\"Set-Cookie\"")),
        of(
            "private: understood",
            d -> d.isPrivate(),
            s -> s.set("Cache-Control", "no-store, must-understand")),
        of(
            "private: for a CDN",
            d -> d.isPrivate(),
            s -> s.and("CDN-Cache-Control", "max-age=600")),
        of(
            "leaks: in a body",
            d -> d.neverLeaks("/srv/files"),
            s -> s.when(404, w -> w.body("no such file: /srv/files/x"))),
        of(
            "leaks: escaped",
            d -> d.neverLeaks("/srv/files"),
            s -> s.when(416, w -> w.body("{\"path\":\"\\/srv\\/files\\/x\"}"))),
        of(
            "leaks: encoded, in a field",
            d -> d.neverLeaks(Path.of("/srv/files")),
            s -> s.when(304, w -> w.and("X-Path", "%2Fsrv%2Ffiles%2Fx"))),
        of(
            "leaks: to a front",
            d -> d.neverLeaks(),
            s -> s.when(404, w -> w.and("X-Accel-Mapping", "/srv/=/_files/"))),
        of(
            "secrets of the test",
            d -> d.with("Authorization", "Bearer t").hasNoHeader("Set-Cookie"),
            s -> s.and("Set-Cookie", "SESSION=abc")),
        of(
            "other octets",
            d -> d.hasSize(12),
            s -> s.body("\u0000\u0001 and more that is no text at all")));
  }

  private static String sha() {
    return "d4ce2c527afe674c7a086bd74e256019e3d5dcdb31eeb6eaadef5ada8c4383b9";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void holdsWhereAllIsRight(Case c) {
    CHANGE.set(c.right);
    DEAF_FOR.set("");
    c.assertion.accept(delivery());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void failsWithItsMessage(Case c) throws IOException {
    assertThat(message(c)).isEqualTo(golden().get(c.name));
  }

  private static String message(Case c) {
    CHANGE.set(c.wrong);
    DEAF_FOR.set(c.deafFor);
    AssertionError failed =
        catchThrowableOfType(AssertionError.class, () -> c.assertion.accept(delivery()));
    assertThat(failed).as(c.name + " fails").isNotNull();
    return failed.getMessage().replace(server.uri().toString(), "http://app").strip();
  }

  private static DeliveryAssert delivery() {
    return assertThatDelivery(server.uri() + "/file");
  }

  private static Map<String, String> golden() throws IOException {
    Map<String, String> messages = new LinkedHashMap<>();
    for (String section : Files.readString(GOLDEN).split("(?m)^=== ")) {
      String[] parts = section.split("\n", 2);
      messages.put(parts[0].strip(), parts.length < 2 ? "" : parts[1].strip());
    }
    return messages;
  }

  private static void rewrite() throws IOException {
    StringBuilder out = new StringBuilder();
    all()
        .forEach(
            c -> out.append("=== ").append(c.name).append('\n').append(message(c)).append("\n\n"));
    Files.createDirectories(GOLDEN.getParent());
    Files.writeString(GOLDEN, out.toString().stripTrailing() + "\n", StandardCharsets.UTF_8);
  }

  @Test
  void noMessageIsKeptThatNobodySays() throws IOException {
    assertThat(golden().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of(""), all().map(Case::name)).toList());
  }
}
