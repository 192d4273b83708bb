package dev.handoff.gateway.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.AppConfig.Conditionals;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.config.MetricsConfig;
import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.yaml.Setting.Origin;
import dev.handoff.gateway.config.yaml.Setting.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an accepted file means. What a refused one is told stands in the golden files. */
class ConfigFileTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(folder.resolve("files"));
    Files.createDirectories(folder.resolve("static"));
    Files.writeString(folder.resolve("secret"), SECRET + "\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "127.0.0.1:8080"                      | 127.0.0.1:8080
          ":80"                                 | :80
          localhost:0                           | localhost:0
          "[::1]:8080"                          | [::1]:8080
          unix:/run/x.sock                      | unix:/run/x.sock
          [127.0.0.1:1, unix:/run/x.sock]       | 127.0.0.1:1 unix:/run/x.sock
          { http: "127.0.0.1:1" }               | 127.0.0.1:1
          { http: [127.0.0.1:1, 127.0.0.1:2] }  | 127.0.0.1:1 127.0.0.1:2
          { trusted_proxies: 10.0.0.1 }         | 127.0.0.1:8080
          """)
  void listens(String written, String addresses) {
    GatewayConfig config = read("listen: " + written + "\npublic: { /a: static }\n").config();
    assertThat(
            config.listen().stream().map(Addresses.LISTEN.show()).collect(Collectors.joining(" ")))
        .isEqualTo(addresses);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://127.0.0.1:5000    | http://127.0.0.1:5000
          http://127.0.0.1:5000/   | http://127.0.0.1:5000
          HTTP://app               | http://app:80
          http://[::1]:5000        | http://[::1]:5000
          http://[::1]             | http://[::1]:80
          unix:/run/app.sock       | unix:/run/app.sock
          uwsgi:unix:/run/app.sock | uwsgi:unix:/run/app.sock
          uwsgi://127.0.0.1:3031   | uwsgi://127.0.0.1:3031
          UWSGI://[::1]:3031/      | uwsgi://[::1]:3031
          """)
  void findsApps(String written, String address) {
    AppAddress found = app("url: \"" + written + "\"").address();
    assertThat(Addresses.APP.show().apply(found)).isEqualTo(address);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1h                     | max-age=3600
          1y immutable           | max-age=31536000, immutable
          0s                     | max-age=0
          no-store               | no-store
          public, max-age=60     | public, max-age=60
          off                    | ''
          """)
  void tellsCaches(String written, String sent) {
    var location =
        read("public: { /a: { root: static, cache: \"" + written + "\" } }")
            .config()
            .publicLocations()
            .getFirst();
    assertThat(location.cacheControl().orElse("")).isEqualTo(sent);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conditionals: hide                | true   | []
          conditionals: pass                | false  | []
          conditionals: { hide: [/d/, /e] } | false  | [/d/, /e/]
          may_deliver: []                   | false  | []
          may_deliver: /_files              | true   | []
          timeout: 1s                       | true   | []
          """)
  void hidesConditionals(String written, boolean hide, String paths) {
    Conditionals conditionals = app("url: http://x\n    " + written).conditionals();
    assertThat(conditionals.hide()).isEqualTo(hide);
    assertThat(conditionals.hidePaths()).hasToString(paths);
  }

  @Test
  void oneAppMayDeliverEverythingInternal() {
    assertThat(app("url: http://x").mayDeliver()).containsExactly("/_files/");
  }

  @Test
  void ofSeveralAppsNoneMayDeliverUnlessTold() {
    Reading.Accepted reading =
        accepted(
            """
            apps:
              a: { url: http://x, hosts: a }
              b: { url: http://x, hosts: b, may_deliver: [/_files] }
            internal: { /_files: files }
            """);
    assertThat(reading.config().apps())
        .extracting(AppConfig::mayDeliver)
        .containsExactly(List.of(), List.of("/_files/"));
    assertThat(reading.problems()).hasSize(1);
    assertThat(reading.problems().getFirst().severity()).isEqualTo(Problem.Severity.WARNING);
  }

  @Test
  void relativeNamesBelongToTheFolderOfTheFile() {
    GatewayConfig config =
        read("""
        public: { /a: ./static/../static }
        internal: { /b: { root: files, allow_delete: true } }
        log: { access: access.log, format: json }
        """)
            .config();
    assertThat(config.publicLocations().getFirst().root()).isEqualTo(folder.resolve("static"));
    assertThat(((InternalLocation.Folder) config.internalLocations().getFirst()).root())
        .isEqualTo(folder.resolve("files"));
    assertThat(config.log())
        .isEqualTo(
            new LogConfig(
                new LogConfig.Access.ToFile(folder.resolve("access.log")), LogConfig.Format.JSON));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          metrics: 127.0.0.1:9145                        | 127.0.0.1:9145  | /metrics
          metrics: ":9145"                               | :9145           | /metrics
          metrics: { bind: "unix:/run/m.sock" }          | unix:/run/m.sock| /metrics
          metrics: { bind: 127.0.0.1:9145, path: /m/all }| 127.0.0.1:9145  | /m/all
          """)
  void tellsMetrics(String written, String address, String path) {
    MetricsConfig metrics =
        read("public: { /a: static }\n" + written).config().metrics().orElseThrow();
    assertThat(Addresses.LISTEN.show().apply(metrics.bind())).isEqualTo(address);
    assertThat(metrics.path()).isEqualTo(path);
  }

  @Test
  void nothingIsToldWithoutMetrics() {
    assertThat(read("public: { /a: static }").config().metrics()).isEmpty();
  }

  @Test
  void aListOfSecretsReplacesTheDefault() {
    GatewayConfig config = read("public: { /a: static }\nlog: { hide: [ticket] }").config();
    assertThat(config.log().hide()).containsExactly("ticket");
    assertThat(read("public: { /a: static }\nlog: { hide: [] }").config().log().hide()).isEmpty();
  }

  @Test
  void indexIsAFileNameAListOrOff() {
    var locations =
        read("""
        public:
          /a: static
          /b: { root: static, index: off }
          /c: { root: static, index: [a.html, b.html] }
        """)
            .config()
            .publicLocations();
    assertThat(locations)
        .extracting(location -> location.index())
        .containsExactly(List.of("index.html"), List.of(), List.of("a.html", "b.html"));
  }

  @Test
  void secretsComeFromTheirFileOrTheEnvironmentAndStayHidden() {
    for (String reference : List.of("file:secret", "file:" + folder + "/secret", "env:HIDDEN")) {
      String text = "public: { /a: static }\nexplain: { secret: \"" + reference + "\" }";
      Reading.Accepted reading = accepted(text);
      assertThat(reading.config().explain()).contains(new Secret(SECRET));
      assertThat(reading.toString()).doesNotContain(SECRET).contains(reference);
    }
  }

  @Test
  void everySettingSaysWhereItComesFrom() {
    Reading.Accepted reading =
        accepted(
            """
            apps:
              shop:
                url: http://x
                max_upload: 1048576
            internal: { /_files: files }
            """);
    Map<String, Setting> settings =
        reading.settings().stream().collect(Collectors.toMap(Setting::key, one -> one));
    assertThat(settings.get("apps.shop.max_upload"))
        .isEqualTo(new Setting("apps.shop.max_upload", new Value.One("1MB"), new Origin.Line(4)));
    assertThat(settings.get("apps.shop.may_deliver").value())
        .isEqualTo(new Value.Many(List.of("/_files/")));
    assertThat(settings.get("apps.shop.hosts").value()).isEqualTo(new Value.Absent("any host"));
    assertThat(settings.get("timeouts.idle"))
        .isEqualTo(new Setting("timeouts.idle", new Value.One("60s"), new Origin.BuiltIn()));
    assertThat(reading.settings())
        .extracting(Setting::key)
        .startsWith("listen.http")
        .endsWith("admin");
  }

  @Test
  void theOptionReplacesTheFilesAddresses() {
    Reading reading =
        file()
            .listeningOn(List.of("127.0.0.1:0"))
            .read("listen: 127.0.0.1:80\npublic: { /a: static }".getBytes(StandardCharsets.UTF_8));
    Reading.Accepted accepted = (Reading.Accepted) reading;
    assertThat(accepted.config().listen()).containsExactly(new ListenAddress.Tcp("127.0.0.1", 0));
    assertThat(accepted.settings().getFirst().origin()).isEqualTo(new Origin.Option("--listen"));
    assertThatThrownBy(() -> file().listeningOn(List.of("8080")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Write 127.0.0.1:8080");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          files         | is a folder, not a file. Name the file in it.
          nowhere.yaml  | there is no such file. Check its name.
          latin1.yaml   | octet 0xE9 is not valid UTF-8 here. Save the file as UTF-8.
          large.yaml    | the file is larger than 1 MB. Is it the right file?
          """)
  void saysWhyItCannotReadAFile(String name, String why) throws IOException {
    Files.write(
        folder.resolve("latin1.yaml"), "a: b\n# caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(folder.resolve("large.yaml"), new byte[YamlText.LARGEST + 1]);
    Reading reading = ConfigFile.at(folder.resolve(name)).read();
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    assertThat(reading.problems()).hasSize(1);
    Problem problem = reading.problems().getFirst();
    assertThat((problem.finding() + " " + problem.fix()).strip()).isEqualTo(why);
  }

  private AppConfig app(String body) {
    return read("apps:\n  shop:\n    " + body + "\ninternal: { /_files: files }")
        .config()
        .apps()
        .getFirst();
  }

  private Reading.Accepted read(String text) {
    Reading.Accepted accepted = accepted(text);
    assertThat(accepted.problems()).isEmpty();
    return accepted;
  }

  private Reading.Accepted accepted(String text) {
    Reading reading = file().read(text.getBytes(StandardCharsets.UTF_8));
    assertThat(
            reading.problems().stream()
                .filter(p -> p.severity() == Problem.Severity.ERROR)
                .map(Problem::text))
        .isEmpty();
    return (Reading.Accepted) reading;
  }

  private ConfigFile file() {
    return ConfigFile.at(folder.resolve("handoff.yaml")).in(Map.of("HIDDEN", SECRET)::get);
  }
}
