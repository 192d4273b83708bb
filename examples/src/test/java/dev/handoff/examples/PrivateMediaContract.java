package dev.handoff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What members and strangers of the private films may rely on, whoever stands in front. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PrivateMediaContract {
  private static final String FILM = "/smedia/lesson.mp4";

  private RunningExample example;
  private Path stored;

  @TempDir Path folder;

  abstract Front front();

  /** What a browser speaks with the front: {@code http/1.1}, or {@code h2} over TLS. */
  String protocol() {
    return "http/1.1";
  }

  @BeforeAll
  void start(@TempDir Path data) {
    String[] options = protocol().equals("h2") ? new String[] {"--https"} : new String[0];
    example = RunningExample.start("private-media", front(), data, options);
    stored = data.resolve("private/2026/lesson 1.mp4");
  }

  @AfterAll
  void stop() {
    if (example != null) {
      example.close();
    }
  }

  @ParameterizedTest(name = "{0} {1} -> {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stranger | /                          | 200 | the sign-in page
          stranger | /media/style.css           | 200 | public
          stranger | /media/none.css            | 404 | public, but missing
          stranger | /smedia/lesson.mp4         | 403 | guarded by the app
          stranger | /smedia/none.mp4           | 403 | and it tells strangers nothing
          stranger | /pmedia/2026/lesson%201.mp4 | 404 | internal: does not exist outside
          stranger | /pmedia/none.mp4           | 404 | nor does this
          forger   | /smedia/lesson.mp4         | 403 | a made-up cookie
          member   | /smedia/lesson.mp4         | 200 | the film
          member   | /smedia/none.mp4           | 404 | the app knows no such film
          member   | /pmedia/2026/lesson%201.mp4 | 404 | internal, for members, too
          """)
  void letsInWhomTheAppLetsIn(String who, String path, int status, String why) {
    String[] cookie =
        switch (who) {
          case "member" -> new String[] {"-b", signedIn().toString()};
          case "forger" -> new String[] {"-H", "Cookie: session=ada.00"};
          default -> new String[0];
        };
    assertThat(curl(path, cookie)).as(why).isEqualTo(status + " ");
  }

  @Test
  void aWrongPasswordOpensNothing() {
    Path jar = folder.resolve("wrong");
    assertThat(curl("/login", "-c", jar.toString(), "-d", "username=ada&password=bob"))
        .isEqualTo("403 ");
    assertThat(curl(FILM, "-b", jar.toString())).isEqualTo("403 ");
  }

  @ParameterizedTest(name = "Range: bytes={0} -> {1}")
  @CsvSource({"0-99, 206", "1000000-1000999, 206", "-7, 206", "99999999-, 416"})
  void rangesAreOfTheFilm(String range, int status) throws IOException {
    Path part = folder.resolve("part");
    String said =
        curl(FILM, "-b", signedIn().toString(), "-H", "Range: bytes=" + range, "-o" + part);
    assertThat(said).startsWith(status + " ");
    if (status == 206) {
      byte[] whole = Files.readAllBytes(stored);
      int dash = range.indexOf('-');
      int from = dash == 0 ? whole.length - 7 : Integer.parseInt(range.substring(0, dash));
      int to = dash == 0 ? whole.length : Integer.parseInt(range.substring(dash + 1)) + 1;
      assertThat(Files.readAllBytes(part)).isEqualTo(Arrays.copyOfRange(whole, from, to));
    }
  }

  @Test
  void theFilmComesWholeAndUnderItsOwnType() {
    Path whole = folder.resolve("whole.mp4");
    String said = curl(FILM, "-b", signedIn().toString(), "-o" + whole, "-w", "%{content_type}");
    assertThat(said).isEqualTo("video/mp4");
    assertThat(whole).hasSameBinaryContentAs(stored);
  }

  @Test
  void aBrowserPlaysItAndJumpsNearItsEnd() {
    try (Browser browser = Browser.start(Tool.require("chromium").path())) {
      List<String> partial = browser.open(example.resolve("/"), FILM);
      assertThat(browser.evaluate("() => document.querySelector('video')")).isNull();
      browser.signInHere("ada");
      assertThat(
              browser.evaluate(
                  "() => performance.getEntriesByType('navigation')[0].nextHopProtocol"))
          .isEqualTo(protocol());
      Object played =
          browser.evaluate(
              """
              async () => {
                const film = document.querySelector('video');
                film.muted = true;
                const event = (name) => new Promise((done, failed) => {
                  film.addEventListener(name, done, { once: true });
                  film.addEventListener('error', () => failed(film.error.message), { once: true });
                });
                const playing = event('timeupdate');
                await film.play();
                await playing;
                const seeked = event('seeked');
                film.currentTime = 55;
                await seeked;
                while (film.currentTime <= 55) await event('timeupdate');
                film.pause();
                return film.videoWidth + 'x' + film.videoHeight + ' of ' + Math.round(film.duration)
                  + ' s, at ' + (film.currentTime > 55 && film.currentTime < 60);
              }
              """);
      assertThat(played).isEqualTo("480x270 of 60 s, at true");
      assertThat(partial).as("a player that seeks asks for parts").isNotEmpty();
      assertThat(partial).allMatch(answer -> answer.startsWith("206 bytes "));
      browser.screenshot("private-media-" + front() + "-" + protocol().replace('/', '-') + ".png");

      browser.click("form.out button");
      browser.goTo(example.resolve(FILM));
      assertThat(browser.evaluate("() => document.body.innerText.trim()"))
          .isEqualTo("Please sign in first");
    }
  }

  private Path signedIn() {
    Path jar = folder.resolve("cookies");
    if (!Files.exists(jar)) {
      String said = curl("/login", "-c", jar.toString(), "-d", "username=ada&password=ada");
      assertThat(said).isEqualTo("303 ");
    }
    return jar;
  }

  /** What curl's {@code -w} says: the status unless told otherwise. */
  private String curl(String path, String... options) {
    URI uri = example.resolve("/");
    List<String> all = new ArrayList<>(List.of("-ksS", "--path-as-is", "-w", "%{http_code} "));
    if (Arrays.stream(options).noneMatch(option -> option.startsWith("-o"))) {
      all.add("-o" + folder.resolve("dropped"));
    }
    all.addAll(List.of(options));
    all.add(uri.toString().replaceFirst("/$", "") + path);
    return Tool.require("curl").run(folder, 0, all.toArray(String[]::new));
  }
}
