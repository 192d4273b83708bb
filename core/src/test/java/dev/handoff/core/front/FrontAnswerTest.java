package dev.handoff.core.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.digest.Digest;
import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.front.FrontAnswer.SendBytes;
import dev.handoff.core.front.FrontAnswer.Tell;
import dev.handoff.core.front.FrontAnswer.Told;
import dev.handoff.core.handoff.HandoffHints;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SentFields;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.Validators;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each front is told, option by option, and what it is not asked to do. */
// proves file-responses: L12 L14 A21
final class FrontAnswerTest {
  private static final RedirectMap MAP = RedirectMap.parse("/srv/files/=/_files/");
  private static final Validators OWN =
      new Validators(
          Optional.of(new EntityTag("own", false)),
          Optional.of(Instant.parse("2026-03-01T10:20:30Z")));
  private static final SendFile REPORT = SendFile.path(Path.of("/srv/files/report.pdf"));

  private static FrontAnswer answer(SendFile file, Dialect dialect) {
    return FrontAnswer.of(file, SentFields.of(file), OWN, new Told(dialect, MAP, false, false));
  }

  private static Map<String, String> told(SendFile file, Dialect dialect) {
    Map<String, String> fields = new TreeMap<>();
    Tell tell = (Tell) answer(file, dialect);
    List<Field> all = new ArrayList<>(tell.fields());
    all.addAll(tell.defaults());
    for (Field field : all) {
      assertThat(fields.put(field.name(), field.value())).as("twice: " + field).isNull();
    }
    return fields;
  }

  @ParameterizedTest(name = "{0} as {1}: {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /srv/files/a.pdf       | NGINX    | X-Accel-Redirect | /_files/a.pdf
          /srv/files/a b%1?ü.pdf | NGINX    | X-Accel-Redirect | /_files/a%20b%251%3F%C3%BC.pdf
          /srv/files/a.pdf       | CADDY    | X-Accel-Redirect | /_files/a.pdf
          /srv/files/a b.pdf     | CADDY    |                  |
          /srv/other/a.pdf       | NGINX    |                  |
          /srv/filesystem/a.pdf  | NGINX    |                  |
          /srv/other/a.pdf       | CADDY    |                  |
          /srv/other/a b.pdf     | APACHE   | X-Sendfile       | /srv/other/a b.pdf
          /srv/other/100%.pdf    | APACHE   |                  |
          /srv/other/ü.pdf       | APACHE   | X-Sendfile       | /srv/other/Ã¼.pdf
          /srv/other/a b%.pdf    | LIGHTTPD | X-Sendfile       | /srv/other/a%20b%25.pdf
          /srv/files/a.pdf       | HANDOFF  | X-Accel-Redirect | /_files/a.pdf
          /srv/other/100%.pdf    | HANDOFF  | X-Sendfile       | /srv/other/100%.pdf
          /srv/other/blank\\s    | HANDOFF  |                  |
          /srv/other/line\\n.pdf | HANDOFF  |                  |
          /srv/other/line\\n.pdf | LIGHTTPD | X-Sendfile       | /srv/other/line%0A.pdf
          """)
  void aNameArrivesAsItIsOrNotAtAll(String path, Dialect dialect, String field, String value) {
    SendFile file = SendFile.path(Path.of(path.replace("\\s", " ").replace("\\n", "\n")));
    if (field == null) {
      assertThat(answer(file, dialect)).isInstanceOf(SendBytes.class);
    } else {
      assertThat(told(file, dialect)).containsEntry(field, value);
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void whatEveryFrontCarriesIsTold(Dialect dialect) {
    SendFile file = REPORT.attachment("März.pdf").cache("private, max-age=60").contentType("a/b");
    assertThat(told(file, dialect))
        .containsEntry(
            "Content-Disposition",
            "attachment; filename=\"Marz.pdf\"; filename*=UTF-8''M%C3%A4rz.pdf")
        .containsEntry("Cache-Control", "private, max-age=60")
        .containsEntry("Content-Type", "a/b");
  }

  @ParameterizedTest(name = "{0}: ETag {1}, with one of the app {2}")
  @CsvSource({"NGINX, , ", "APACHE, own, v7", "LIGHTTPD, , v7", "CADDY, , ", "HANDOFF, , "})
  void validatorsAreToldWhereTheFrontHasNoneOfItsOwn(Dialect dialect, String own, String given) {
    assertThat(told(REPORT, dialect).get("ETag")).isEqualTo(own == null ? null : "\"own\"");
    assertThat(told(REPORT.etag("v7"), dialect).get("ETag"))
        .isEqualTo(given == null ? null : "\"v7\"");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void theTableIsWhatHappens(Dialect dialect) {
    Map<FrontOption, SendFile> examples =
        Map.of(
            FrontOption.LIMIT_RATE, REPORT.limitRate(1000),
            FrontOption.CONTENT_ENCODING, REPORT.header("Content-Encoding", "gzip"),
            FrontOption.DELETE_AFTER, REPORT.deleteAfter(),
            FrontOption.SAFETY_HEADER, REPORT.header("Content-Security-Policy", "sandbox"),
            FrontOption.HEADER, REPORT.header("X-Note", "1"),
            FrontOption.DIGEST, REPORT.digest(Digest.of(Digest.Algorithm.SHA_256, new byte[32])),
            FrontOption.ENTITY_TAG, REPORT.etag("v7"),
            FrontOption.LAST_MODIFIED, REPORT.lastModified(Instant.EPOCH.plusSeconds(1)),
            FrontOption.GATEWAY, REPORT.gateway(g -> g.subject("u1")),
            FrontOption.NO_FILE, SendFile.bytes(new byte[1]));
    examples.forEach((option, file) -> {
      if (option.at(dialect).kind() == Carriage.Kind.BY_BYTES) {
        assertThat(answer(file, dialect)).as(option.name()).isInstanceOf(SendBytes.class);
      } else {
        assertThat(answer(file, dialect)).as(option.name()).isInstanceOf(Tell.class);
        boolean differs = !told(file, dialect).equals(told(REPORT, dialect));
        // What nginx drops is written all the same: it costs nothing, and another may keep it.
        boolean dropped = option == FrontOption.HEADER;
        assertThat(differs).as(option.name()).isEqualTo(option.at(dialect).isCarried() || dropped);
      }
    });
  }

  @Test
  void aPageThatNeedsASandboxIsNotHandedToNginx() {
    SendFile page = SendFile.path(Path.of("/srv/files/page.html"));
    assertThat(answer(page.inline(), Dialect.NGINX)).isInstanceOf(SendBytes.class);
    assertThat(told(page, Dialect.NGINX))
        .containsEntry("Content-Disposition", "attachment; filename=\"page.html\"");
    assertThat(told(page.inline(), Dialect.HANDOFF))
        .containsEntry("Content-Security-Policy", "sandbox");
  }

  @Test
  void streamsAreSentByTheApp() {
    SendFile stream = SendFile.stream(() -> new ByteArrayInputStream(new byte[1]));
    assertThat(answer(stream, Dialect.HANDOFF)).isInstanceOf(SendBytes.class);
  }

  @Test
  void theGatewayReadsBackWhatIsWritten() {
    SendFile file =
        REPORT
            .etag(new EntityTag("v\\7", true))
            .contentType("text/html")
            .lastModified(Instant.ofEpochSecond(1_000))
            .limitRate(5000)
            .deleteAfter()
            .gateway(g -> g.subject("u\"42").key("k").receipt("d-1").reuse(Duration.ofSeconds(30)));
    HandoffHints.Parsed read =
        (HandoffHints.Parsed)
            HandoffHints.parse(List.of(told(file, Dialect.HANDOFF).get("Handoff")));
    assertThat(read.ignored()).isEmpty();
    HandoffHints hints = read.hints();
    assertThat(hints.etag()).contains(new EntityTag("v\\7", true));
    assertThat(hints.type()).contains("text/html");
    assertThat(hints.modified()).contains(Instant.ofEpochSecond(1_000));
    assertThat(hints.subject()).contains("u\"42");
    assertThat(hints.key()).contains("k");
    assertThat(hints.receipt()).contains("d-1");
    assertThat(hints.reuse()).contains(Duration.ofSeconds(30));
    assertThat(hints.rate().orElseThrow().toString()).contains("5000");
    assertThat(hints.deleteAfter()).isTrue();
  }

  /** Requests of fronts and of those who would like to be one. */
  @Test
  void autoBelievesOnlyWhatIsProven() {
    FrontKey key =
        FrontKey.of("k1", "01234567890123456789012345678901".getBytes(StandardCharsets.US_ASCII));
    Instant now = Instant.ofEpochSecond(1_795_219_200);
    FrontWords words = new FrontWords("X-Accel-Redirect", "/srv/files/=/_files/");
    String proof = FrontProof.of(List.of(key)).prove(words, now);
    Front auto = Front.auto(key);
    List<Field> honest =
        List.of(
            new Field("Handoff-Front", proof),
            new Field("X-Sendfile-Type", "X-Accel-Redirect"),
            new Field("X-Redirect-Map", "/srv/files/=/_files/"));
    assertThat(choose(auto, honest, now))
        .isEqualTo(new Front.Choice.Tell(new Told(Dialect.HANDOFF, MAP, false, true)));

    assertThat(choose(auto, List.of(), now))
        .isEqualTo(new Front.Choice.SendBytes(Optional.empty()));
    List<Field> unproven = honest.subList(1, 3);
    assertThat(choose(auto, unproven, now)).isEqualTo(new Front.Choice.SendBytes(Optional.empty()));
    List<Field> altered = new ArrayList<>(honest.subList(0, 2));
    altered.add(new Field("X-Redirect-Map", "/=/_files/"));
    assertThat(choose(auto, altered, now))
        .isInstanceOfSatisfying(
            Front.Choice.SendBytes.class, bytes -> assertThat(bytes.suspicion()).isPresent());
    assertThat(choose(auto, honest, now.plusSeconds(61)))
        .isInstanceOf(Front.Choice.SendBytes.class);
    assertThat(choose(Front.none(), honest, now)).isInstanceOf(Front.Choice.SendBytes.class);
    assertThat(choose(Front.auto(), honest, now)).isInstanceOf(Front.Choice.SendBytes.class);
  }

  @Test
  void theWindowMayBeAnother() {
    FrontKey key =
        FrontKey.of("k1", "01234567890123456789012345678901".getBytes(StandardCharsets.US_ASCII));
    Instant now = Instant.ofEpochSecond(1_795_219_200);
    FrontWords words = new FrontWords("X-Accel-Redirect", "/srv/files/=/_files/");
    List<Field> honest =
        List.of(
            new Field("Handoff-Front", FrontProof.of(List.of(key)).prove(words, now)),
            new Field("X-Sendfile-Type", "X-Accel-Redirect"),
            new Field("X-Redirect-Map", "/srv/files/=/_files/"));
    Front narrow = Front.auto(key).within(Duration.ofSeconds(5));
    assertThat(choose(narrow, honest, now.plusSeconds(5))).isInstanceOf(Front.Choice.Tell.class);
    assertThat(choose(narrow, honest, now.plusSeconds(6)))
        .isInstanceOf(Front.Choice.SendBytes.class);
    assertThatThrownBy(() -> Front.auto(key).within(Duration.ofSeconds(4)))
        .hasMessageContaining("5 to 300 s");
    assertThatThrownBy(() -> Front.none().within(Duration.ofSeconds(60)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Front.auto(key, key)).hasMessageContaining("one name");
  }

  /** What a program is given later may be wrong: then nobody is believed, and nothing is thrown. */
  @Test
  void keysThatContradictEachOtherAreNone() {
    FrontKey key = FrontKey.of("k1", new byte[32]);
    AtomicReference<List<FrontKey>> keys = new AtomicReference<>(List.of(key));
    Front front = Front.auto(keys::get);
    keys.set(List.of(key, FrontKey.of("k1", new byte[33])));
    Instant now = Instant.ofEpochSecond(1_795_219_200);
    FrontWords words = new FrontWords("X-Accel-Redirect", "");
    List<Field> honest =
        List.of(
            new Field("Handoff-Front", FrontProof.of(List.of(key)).prove(words, now)),
            new Field("X-Sendfile-Type", "X-Accel-Redirect"));
    assertThat(choose(front, honest, now)).isInstanceOf(Front.Choice.SendBytes.class);
  }

  @Test
  void aProvenFrontGetsNothingOutsideOfItsMap() {
    Told told = new Told(Dialect.HANDOFF, MAP, true, true);
    SendFile inside = REPORT;
    SendFile outside = SendFile.path(Path.of("/srv/other/a.pdf"));
    assertThat(FrontAnswer.of(inside, SentFields.of(inside), OWN, told))
        .isInstanceOfSatisfying(
            Tell.class,
            tell ->
                assertThat(tell.fields())
                    .contains(new Field("X-Sendfile", "/srv/files/report.pdf")));
    assertThat(FrontAnswer.of(outside, SentFields.of(outside), OWN, told))
        .isInstanceOf(SendBytes.class);
  }

  @Test
  void aTokenChoosesTheDialectBesideIt() {
    String token = "a".repeat(43);
    Front front = Front.auto().orByToken(token, Dialect.NGINX);
    List<Field> honest =
        List.of(
            new Field("Handoff-Front", "token;s=\"" + token + "\""),
            new Field("X-Redirect-Map", "/=/evil/"));
    assertThat(choose(front, honest, Instant.now()))
        .isEqualTo(new Front.Choice.Tell(new Told(Dialect.NGINX, MAP, false, false)));
    assertThat(
            choose(
                front,
                List.of(new Field("Handoff-Front", "token;s=\"" + "b".repeat(43) + "\"")),
                Instant.now()))
        .isInstanceOf(Front.Choice.SendBytes.class);
  }

  private static Front.Choice choose(Front front, List<Field> request, Instant now) {
    return front.choose(FieldLines.of(request), MAP, now);
  }

  /** The page is the table; {@code -Dhandoff.rewrite=true} writes it. */
  @Test
  void thePageIsUpToDate() throws Exception {
    StringBuilder page =
        new StringBuilder(
            """
            # What each front makes of what an app wants

            Generated from the table that answers are written by. **Bytes**: the app sends the file itself, because the
            front would lose something that matters. *Own*: the front makes it. Lost: nobody is harmed.

            """);
    page.append("| option |");
    for (Dialect dialect : Dialect.values()) {
      page.append(' ').append(dialect).append(" |");
    }
    page.append("\n|---|").append("---|".repeat(Dialect.values().length)).append('\n');
    for (FrontOption option : FrontOption.values()) {
      page.append("| ").append(option).append(" |");
      for (Dialect dialect : Dialect.values()) {
        Carriage carriage = option.at(dialect);
        page.append(' ')
            .append(
                switch (carriage.kind()) {
                  case CARRIED -> carriage.how();
                  case FRONTS_OWN -> "*own*: " + carriage.how();
                  case LOST -> "lost: " + carriage.how();
                  case BY_BYTES -> "**bytes**: " + carriage.how();
                })
            .append(" |");
      }
      page.append('\n');
    }
    page.append(
        """

        A name that would not arrive exactly is sent as bytes too: one outside of the redirect map (nginx, Caddy, a proven
        gateway), one with a percent sign for Apache and one that needs escapes for Caddy (their versions differ in whether they
        decode), one with a control character or a blank at its end where the path goes as it is.
        """);
    Path file = Path.of("../docs/fronts.md");
    if (Boolean.getBoolean("handoff.rewrite")) {
      Files.writeString(file, page);
    }
    assertThat(file).as("run this test with -Dhandoff.rewrite=true").hasContent(page.toString());
  }

  @ParameterizedTest(name = "{0} is told of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HANDOFF  | https://s.example/a%2Fb?x=%2b | /_remote/https/s.example/a%2Fb?x=%2b | goes on octet for octet
          NGINX    | https://s.example/a/b.pdf?x=%2B+ | /_remote/https/s.example/a/b.pdf?x=%2B+ | a query is not decoded
          NGINX    | https://s.example:8443/a      | /_remote/https/s.example:8443/a      | a port of its own
          NGINX    | https://s.example/a%2Fb       |                                      | would arrive as a/b
          NGINX    | https://s.example/a%20b       |                                      | would arrive with a space
          NGINX    | https://s.example/a//b        |                                      | slashes are merged
          NGINX    | https://s.example/a/./b       |                                      | dots are taken away
          APACHE   | https://s.example/a           |                                      | fetches nothing
          LIGHTTPD | https://s.example/a           |                                      | fetches nothing
          CADDY    | https://s.example/a           |                                      | serves folders
          """)
  void aFrontIsToldOfOtherServersWhereItWouldFetchExactlyThatUrl(
      Dialect dialect, String url, String target, String why) {
    FrontAnswer answer =
        remote(
            SendFile.remote(URI.create(url)), dialect, Optional.of(RemoteForm.below("/_remote/")));
    if (target == null) {
      assertThat(answer).as(why).isInstanceOf(FrontAnswer.SendBytes.class);
    } else {
      assertThat(((FrontAnswer.Tell) answer).fields())
          .as(why)
          .contains(new Field("X-Accel-Redirect", target));
    }
  }

  @Test
  void aFrontThatNobodySaysToFetchIsNotToldOfOtherServers() {
    SendFile file = SendFile.remote(URI.create("https://s.example/a"));
    assertThat(remote(file, Dialect.HANDOFF, Optional.empty()))
        .isInstanceOf(FrontAnswer.SendBytes.class);
    FrontAnswer told = remote(file, Dialect.HANDOFF, Optional.of(RemoteForm.byUrl()));
    assertThat(((FrontAnswer.Tell) told).fields())
        .containsExactly(new Field("X-Accel-Redirect", "https://s.example/a"));
  }

  private static FrontAnswer remote(SendFile file, Dialect dialect, Optional<RemoteForm> form) {
    Told told = new Told(dialect, MAP, false, false);
    return FrontAnswer.of(file, SentFields.of(file), Validators.NONE, told, form);
  }
}
