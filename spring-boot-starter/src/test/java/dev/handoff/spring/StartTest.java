package dev.handoff.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.Front;
import dev.handoff.servlet.Handoff;
import dev.handoff.servlet.HandoffFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** With which properties and classes an app starts, and what it is told where it does not. */
@org.junit.jupiter.api.extension.ExtendWith(OutputCaptureExtension.class)
final class StartTest {
  private static final String KEY = "k1=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir static Path folder;

  private final WebApplicationContextRunner app =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  HandoffAutoConfiguration.class,
                  HandoffActuatorAutoConfiguration.class,
                  HandoffReactiveAutoConfiguration.class));

  private final WebApplicationContextRunner mvc =
      app.withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class));

  private static String[] of(String properties) {
    return Stream.of(properties.split(" "))
        .filter(text -> !text.isEmpty())
        .map(text -> "handoff." + text.replace("FOLDER", folder.toString()))
        .toArray(String[]::new);
  }

  @org.junit.jupiter.api.BeforeAll
  static void aKey() throws Exception {
    Files.createDirectory(folder.resolve("keys"));
    Files.writeString(folder.resolve("keys/k1"), KEY.substring("k1=".length()));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void starts(String properties, String front, String why) {
    app.withPropertyValues(of(properties))
        .run(context -> {
          assertThat(context).as(why).hasNotFailed().hasSingleBean(Handoff.class);
          assertThat(context.getBean(HandoffState.class).front()).isEqualTo(front);
        });
  }

  static Stream<Arguments> starts() {
    return Stream.of(
        Arguments.of("", "auto", "nothing has to be said"),
        Arguments.of("front=none", "none", "this process sends"),
        Arguments.of("front=nginx map=/srv/files/=/_files/", "nginx", "by a map"),
        Arguments.of("front=Apache", "apache", "names are read as Boot reads them"),
        Arguments.of("front=lighttpd", "lighttpd", "by path"),
        Arguments.of("front-keys." + KEY, "auto", "a key for auto"),
        Arguments.of("front=handoff front-keys." + KEY, "auto", "a gateway that proves itself"),
        Arguments.of("front-key-folder=FOLDER/keys", "auto", "keys that may change"),
        Arguments.of(
            "front-token.secret=0123456789012345678901234567890123456789abc"
                + " front-token.front=nginx map=/srv/files/=/_files/",
            "auto",
            "a front that cannot sign"),
        Arguments.of(
            "roots=FOLDER no-progress-timeout=2m limit-rate=500KB upgrade=resource,path",
            "auto",
            "times and sizes are types"));
  }

  @Test
  void theEnvironmentsMapMeansNginx() {
    app.withPropertyValues("X_REDIRECT_MAP=/srv/files/=/_files/")
        .run(context ->
            assertThat(context.getBean(HandoffState.class).map())
                .containsExactly(java.util.Map.entry("/srv/files/", "/_files/")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void doesNotStart(String properties, String golden) {
    app.withPropertyValues(of(properties))
        .run(context ->
            assertThat(told(context))
                .isEqualTo(golden.replace("FOLDER", folder.toString()).strip()));
  }

  static Stream<Arguments> doesNotStart() {
    return Stream.of(
        Arguments.of(
            "front=nginx map=/srv/files/=relative",
            """
            handoff.map: redirect map, entry 1, offset 12: the path does not begin with a slash
            ---
            An entry is a folder and its URI, for example /srv/files/=/_files/
            """),
        Arguments.of(
            "roots=FOLDER/none",
            """
            handoff.roots[0]: root FOLDER/none is not there
            ---
            Create the folder, or correct the path.
            """),
        Arguments.of(
            "front-keys.k1=c2hvcnQ=",
            """
            handoff.front-keys.k1: front key k1: 5 octets, but HMAC-SHA-256 needs at least 32; `handoff keygen` makes one
            ---
            Run `handoff keygen` and give what it prints to both the app and the gateway.
            """),
        Arguments.of(
            "front=handoff",
            """
            handoff.front: handoff proves itself by a key, and there is none: every file would be sent by this process
            ---
            Put what `handoff keygen` prints into handoff.front-keys.k1 and into front_keys of handoff.yaml, or say handoff.front=none.
            """),
        Arguments.of(
            "front=nginx",
            """
            handoff.front: nginx knows files by URI alone
            ---
            Say which folders it has, for example handoff.map=/srv/files/=/_files/
            """),
        Arguments.of(
            "map=/srv/files/=/_files/",
            """
            handoff.map: nobody reads it, because the gateway itself says which folders it has
            ---
            Say which front is there, for example handoff.front=nginx, or leave the map out.
            """),
        Arguments.of(
            "front=apache front-keys." + KEY,
            """
            handoff.front: apache is told of every file, so keys and tokens mean nothing
            ---
            Leave them out, or say handoff.front=auto.
            """),
        Arguments.of(
            "limit-rate=0B no-progress-timeout=0s front-window=1s remote.allow=here",
            """
            handoff.front-window: the window is 5 to 300 s, not PT1S
            handoff.limit-rate: it is 0B in a second, with which nothing is sent
            handoff.remote: remote files: "here" is no http:// or https:// URL. Write https://here.
            handoff.no-progress-timeout: a timeout is more than nothing, got PT0S
            ---
            60s is usual.
            Say for example 500KB, or leave it out for no limit.
            Allowed is for example https://store.example/
            Say for example 60s.
            """));
  }

  private static String told(AssertableWebApplicationContext context) {
    Throwable failure = context.getStartupFailure();
    assertThat(failure).as("it does not start").isNotNull();
    List<FailureAnalyzer> analyzers =
        SpringFactoriesLoader.forDefaultResourceLocation(StartTest.class.getClassLoader())
            .load(
                FailureAnalyzer.class,
                SpringFactoriesLoader.FailureHandler.logging(
                    org.apache.commons.logging.LogFactory.getLog(StartTest.class)));
    for (FailureAnalyzer analyzer : analyzers) {
      if (analyzer.getClass().getName().startsWith("dev.handoff.")) {
        FailureAnalysis analysis = analyzer.analyze(failure);
        if (analysis != null) {
          return "%s%n---%n%s".formatted(analysis.getDescription(), analysis.getAction());
        }
      }
    }
    throw new AssertionError("nobody explains it", failure);
  }

  @Test
  void refusesTwoFilters() {
    app.withPropertyValues("handoff.filter.enabled=true")
        .withBean("mine", HandoffFilter.class, () -> new HandoffFilter(Handoff.create()))
        .run(context ->
            assertThat(told(context))
                .isEqualTo(
                    """
                    Each of these beans registers a HandoffFilter: handoffFilter, mine
                    ---
                    Keep one: your own bean, or handoff.filter.enabled=true, which registers one before the whole app.\
                    """));
  }

  @Test
  void oneFilterIsFine() {
    app.withPropertyValues("handoff.filter.enabled=true")
        .run(context -> assertThat(context).hasNotFailed().hasBean("handoffFilter"));
    app.withBean("mine", HandoffFilter.class, () -> new HandoffFilter(Handoff.create()))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("handoffFilter"));
  }

  @Test
  void anAppsOwnHandoffTakesThePlace() {
    Handoff own = Handoff.builder().front(Front.none()).build();
    app.withBean(Handoff.class, () -> own)
        .run(context -> assertThat(context.getBean(Handoff.class)).isSameAs(own));
  }

  @Test
  void theHandlerIsTheFirst() {
    mvc.run(context ->
        assertThat(context.getBean(RequestMappingHandlerAdapter.class).getReturnValueHandlers())
            .first()
            .isInstanceOf(SendFileReturnValueHandler.class));
  }

  @ParameterizedTest(name = "without {0}")
  @MethodSource
  void startsWithout(String what, FilteredClassLoader classes) {
    mvc.withClassLoader(classes)
        .run(context -> {
          assertThat(context).hasNotFailed().hasSingleBean(Handoff.class);
          assertThat(context).doesNotHaveBean(HealthIndicator.class);
        });
  }

  static Stream<Arguments> startsWithout() {
    return Stream.of(
        Arguments.of(
            "Actuator",
            new FilteredClassLoader(
                "org.springframework.boot.actuate", "org.springframework.boot.health")),
        Arguments.of(
            "anything that is optional",
            new FilteredClassLoader(
                "org.springframework.boot.actuate",
                "org.springframework.boot.health",
                "org.springframework.boot.micrometer",
                "org.springframework.boot.security",
                "org.springframework.boot.jetty",
                "org.springframework.security",
                "org.eclipse.jetty",
                "io.micrometer.core",
                "org.apache.hc")));
  }

  @Test
  void aWebFluxAppIsToldThatThisIsNotForIt(CapturedOutput output) {
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                HandoffAutoConfiguration.class, HandoffReactiveAutoConfiguration.class))
        .run(context -> {
          assertThat(context).hasNotFailed().doesNotHaveBean(Handoff.class);
          assertThat(output.getAll()).contains(HandoffReactiveAutoConfiguration.UNSUPPORTED);
        });
  }

  @Test
  void anAppWithoutAWebIsLeftAlone(CapturedOutput output) {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                HandoffAutoConfiguration.class, HandoffReactiveAutoConfiguration.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Handoff.class));
    assertThat(output.getAll()).doesNotContain("WebFlux");
  }

  @Test
  void aNativeImageKeepsWhatIsLookedUp() {
    RuntimeHints hints = new RuntimeHints();
    new HandoffRuntimeHints().registerHints(hints, getClass().getClassLoader());
    assertThat(RuntimeHintsPredicates.reflection().onType(DispatcherServlet.class)).accepts(hints);
  }

  @ParameterizedTest(name = "{0} is a {1}")
  @MethodSource
  void anEditorKnows(String property, String type) throws Exception {
    String metadata =
        Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));
    int at = metadata.indexOf("\"name\": \"handoff." + property + "\"");
    assertThat(at).as(property).isPositive();
    String entry = metadata.substring(at, metadata.indexOf('}', at));
    assertThat(entry).contains("\"type\": \"" + type).contains("\"description\": \"");
  }

  static Stream<Arguments> anEditorKnows() {
    return Stream.of(
        Arguments.of("front", "dev.handoff.spring.HandoffProperties$FrontKind"),
        Arguments.of("map", "java.lang.String"),
        Arguments.of("roots", "java.util.List<java.nio.file.Path>"),
        Arguments.of("front-keys", "java.util.Map<java.lang.String,java.lang.String>"),
        Arguments.of("front-key-folder", "java.nio.file.Path"),
        Arguments.of("front-token.secret", "java.lang.String"),
        Arguments.of("front-token.front", "dev.handoff.spring.HandoffProperties$FrontKind"),
        Arguments.of("front-window", "java.time.Duration"),
        Arguments.of("no-progress-timeout", "java.time.Duration"),
        Arguments.of("limit-rate", "org.springframework.util.unit.DataSize"),
        Arguments.of("upgrade", "java.util.Set<dev.handoff.spring.HandoffProperties$Upgraded>"),
        Arguments.of("remote.allow", "java.util.List<java.lang.String>"),
        Arguments.of("remote.connect-timeout", "java.time.Duration"),
        Arguments.of("filter.enabled", "java.lang.Boolean"),
        Arguments.of("filter.sendfile-header", "java.lang.Boolean"));
  }
}
