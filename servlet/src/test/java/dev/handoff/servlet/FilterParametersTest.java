package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handoff.servlet.HandoffFilter.DefaultServlet;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Container.Kind;
import dev.handoff.servlet.wire.WebApp;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Init-parameters: what they mean, and what refuses to start. */
final class FilterParametersTest {
  @TempDir Path folder;

  /** What a container hands to a filter. */
  private record Config(Map<String, String> parameters) implements FilterConfig {
    @Override
    public String getFilterName() {
      return "handoff";
    }

    @Override
    public ServletContext getServletContext() {
      throw new UnsupportedOperationException("parameters need no app");
    }

    @Override
    public String getInitParameter(String name) {
      return parameters.get(name);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.enumeration(parameters.keySet());
    }
  }

  private static FilterSettings read(Map<String, String> parameters, Map<String, String> env)
      throws ServletException {
    return FilterParameters.read(new Config(parameters), env, null);
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String line : text.split(";", -1)) {
      if (!line.isBlank()) {
        int equals = line.indexOf('=');
        parameters.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return parameters;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          front=ngnix                        | front is "ngnix"; it is one of apache
          frnt=nginx                         | frnt is unknown; did you mean front?
          front=nginx                        | init-param map, for example
          front=nginx; map=/srv/f%/=/_f/     | redirect map, entry 1, offset 6
          front=none; map=/srv/=/_f/         | front is none
          map=/srv/=/_f/                     | front=nginx
          frontKeys=k1=c2VjcmV0              | a secret does not stand in a configuration
          frontKeys=env:KEY                  | k1=env:FRONT_KEY
          frontKeys=k1=env:NOT_SET           | environment variable NOT_SET is not set
          frontKeys=k1=env:SHORT             | HMAC-SHA-256 needs at least 32
          frontKeys=k1=file:/not/there       | file /not/there cannot be read
          front=nginx; map=/s/; frontKeys=k1=env:SHORT | frontKeys and frontToken mean nothing
          frontTokenFor=nginx                | no frontToken beside it
          roots=relative                     | is relative and would mean
          roots=/not/there                   | is not there: create the folder
          immutableRoots=/not/there          | init-param immutableRoots
          noProgressTimeout=0s               | a number above 0
          noProgressTimeout=a while          | for example 60s
          defaultServlet=yes                 | it is one of front, off, on
          sendfileAttributes=1               | it is one of off, on
          sendfileHeader=on                  | by init-param roots
          """)
  void refusesToStart(String given, String says) {
    assertThatThrownBy(() -> read(parameters(given), Map.of("SHORT", "c2VjcmV0")))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("filter \"handoff\" does not start")
        .hasMessageContaining(says)
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void allProblemsComeAtOnce() {
    ServletException refused =
        catchThrowableOfType(
            ServletException.class,
            () ->
                read(
                    parameters("front=x; roots=relative; defaultServlet=y; noProgressTimeout=z"),
                    Map.of()));
    assertThat(refused.getMessage().lines()).hasSize(5);
  }

  @Test
  void everythingCanBeSaid() throws Exception {
    String key = Files.writeString(folder.resolve("key"), "A".repeat(44)).toString();
    FilterSettings settings =
        read(
            parameters(
                "front=auto; frontKeys=k2=env:KEY, k1=file:"
                    + key
                    + "; frontToken=env:TOKEN; frontTokenFor=nginx; map=/srv/=/_f/; roots="
                    + folder
                    + "; immutableRoots="
                    + folder
                    + "; noProgressTimeout=2m; defaultServlet=front; defaultServletName=files;"
                    + " sendfileAttributes=off; sendfileHeader=on"),
            Map.of("KEY", "A".repeat(44), "TOKEN", "t".repeat(43)));
    assertThat(settings.defaultServlet()).isEqualTo(DefaultServlet.FRONT);
    assertThat(settings.sendfileHeader()).isTrue();
    assertThat(settings.sendfileAttributes()).isFalse();
    assertThat(settings.sending().sender.noProgress).hasMinutes(2);
  }

  @Test
  void theEnvironmentsMapMeansNginx() throws Exception {
    Map<String, String> env = Map.of("X_REDIRECT_MAP", "/srv/files/=/_files/");
    assertThat(read(Map.of(), env).sending().fronts.description()).contains("nginx");
    assertThat(read(parameters("front=caddy"), env).sending().fronts.description())
        .contains("Caddy");
    assertThat(read(parameters("front=none"), env).sending().fronts.description())
        .contains("this process");
    assertThat(read(Map.of(), Map.of()).sending().fronts.description()).contains("the gateway");
    assertThatThrownBy(() -> read(Map.of(), Map.of("X_REDIRECT_MAP", "/a/,b")))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("environment variable X_REDIRECT_MAP: redirect map, entry 2");
  }

  @Test
  void codeAndParametersAreNotMixed() {
    FilterSettings set = HandoffFilter.builder(Handoff.create()).settings();
    assertThatThrownBy(
            () -> FilterParameters.read(new Config(Map.of("front", "none")), Map.of(), set))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("leave one of them out");
  }

  @Test
  void theHeaderNeedsRoots() {
    assertThatThrownBy(() -> HandoffFilter.builder(Handoff.create()).sendfileHeader(true).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("roots");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aBadOneKeepsTheAppFromStarting(Kind kind) {
    assertThatThrownBy(() ->
            new WebApp(folder)
                .filter(new HandoffFilter(), Map.of("front", "ngnix"))
                .start(kind)
                .close())
        .isInstanceOf(Exception.class);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aGoodOneStarts(Kind kind) throws Exception {
    Files.writeString(folder.resolve("a.txt"), "twelve bytes");
    try (WebApp.Running running =
            new WebApp(folder)
                .filter(new HandoffFilter(), Map.of("front", "none", "defaultServlet", "on"))
                .start(kind);
        Client client = new Client(running.port())) {
      assertThat(client.ask("GET", "/a.txt", "Range: bytes=-5").text()).isEqualTo("bytes");
    }
  }
}
