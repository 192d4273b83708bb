package dev.handoff.gateway.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.remote.AllowedUrl;
import dev.handoff.gateway.config.HttpStore;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.config.S3Store.Addressing;
import dev.handoff.gateway.config.S3Store.Credentials;
import dev.handoff.gateway.config.S3Store.Deliver;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.config.StoreBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What accepted stores mean. What a refused one is told stands in the golden files. */
class StoreConfigTest {
  private static final String KEY = "AKIDEXAMPLE";

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("files"));
    Files.createFile(folder.resolve("credentials"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://store.example                    | https://store.example/
          https://store.example/a                  | https://store.example/a/
          HTTP://Store.Example:8080/A/b%20c/       | http://store.example:8080/A/b%20c/
          http://127.0.0.1:80/                     | http://127.0.0.1/
          https://[fd00::1]:8443/x                 | https://[fd00::1]:8443/x/
          """)
  void namesAServer(String written, String base) {
    HttpStore store = http("base: \"" + written + "\"");
    assertThat(StoreUrls.show(store.base().orElseThrow())).isEqualTo(base);
    assertThat(store.allow()).isEmpty();
    assertThat(store.followRedirects()).isEqualTo(3);
    assertThat(store.access()).isEqualTo(StoreAccess.DEFAULT);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://cdn.example, true, cdn.example, 443, /, false",
    "https://*.cdn.example/v, true, *.cdn.example, 443, /v/, false",
    "http://10.0.0.1:9000/, false, 10.0.0.1, 9000, /, true",
    "http://[::1]/, false, ::1, 80, /, true",
    "http://localhost:9000/, false, localhost, 9000, /, true",
    "http://minio.localhost/, false, minio.localhost, 80, /, true",
    "http://localhost.example/, false, localhost.example, 80, /, false",
  })
  void allows(String written, boolean https, String host, int port, String path, boolean named) {
    assertThat(http("allow: \"" + written + "\"").allow())
        .containsExactly(new AllowedUrl(https, host, port, path, named));
  }

  @Test
  void readsEverythingAboutAServer() {
    HttpStore store =
        http(
            """
            allow: ["https://cdn.example/", "https://x.example/"]
                  follow_redirects: 0
                  send: [Accept-Language, X-Tenant]
                  receive: [Content-Type, X-Checksum]
                  private_addresses: allow
                  addresses: ipv6
                  connect_timeout: 1s
                  timeout: 2s
                  connections: { max: 3, idle: 4, idle_timeout: 5s }
            """);
    assertThat(store.allow()).hasSize(2);
    assertThat(store.followRedirects()).isZero();
    assertThat(store.access())
        .isEqualTo(
            new StoreAccess(
                true,
                StoreAccess.Family.IPV6,
                List.of("accept-language", "x-tenant"),
                List.of("content-type", "x-checksum"),
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                4,
                3));
  }

  @Test
  void findsABucketOfAmazons() {
    assertThat(s3("bucket: shop, region: eu-central-1"))
        .isEqualTo(
            new S3Store(
                "shop",
                "eu-central-1",
                Optional.empty(),
                Addressing.VIRTUAL,
                "",
                new Credentials.Environment(),
                new Deliver.Through(),
                StoreAccess.DEFAULT));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bucket: shop, region: eu-west-1                                              | VIRTUAL
          bucket: my.shop, region: eu-west-1                                           | PATH
          bucket: my.shop, region: eu-west-1, style: virtual                           | VIRTUAL
          bucket: shop, endpoint: "http://127.0.0.1:9000"                              | PATH
          bucket: shop, endpoint: "https://s3.example", style: virtual                 | VIRTUAL
          """)
  void putsTheNameWhereItWorks(String written, Addressing addressing) {
    assertThat(s3(written).addressing()).isEqualTo(addressing);
  }

  @Test
  void readsEverythingAboutABucket() {
    S3Store store =
        s3(
            "bucket: Old_Shop, endpoint: \"http://minio:9000/x\", prefix: a/b é/,"
                + " credentials: anonymous, deliver: redirect, timeout: 2s");
    assertThat(store.bucket()).isEqualTo("Old_Shop");
    assertThat(store.region()).isEqualTo("us-east-1");
    assertThat(store.endpoint()).contains(new StoreBase(false, "minio", 9000, "/x/"));
    assertThat(store.keyPrefix()).isEqualTo("a/b é/");
    assertThat(store.deliver()).isEqualTo(new Deliver.Redirect(Duration.ofMinutes(5)));
    assertThat(store.access().timeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "env, env",
    "profile, profile",
    "profile:shop, profile:shop",
    "instance, instance",
    "anonymous, anonymous",
    "file:credentials, file:DIR/credentials",
  })
  void findsCredentialsWithoutShowingThem(String written, String shown) {
    Reading.Accepted reading =
        read(bucket("bucket: shop, endpoint: \"https://s3.example\"", written));
    Setting setting = settings(reading).get("internal./_s3/.s3.credentials");
    assertThat(setting.value().shown().replace(folder.toString(), "DIR")).isEqualTo(shown);
    assertThat(reading.toString()).doesNotContain(KEY);
  }

  @Test
  void fallsBack() {
    Reading.Accepted reading =
        read(
            """
            apps: { shop: http://x }
            internal:
              /_new/: { http: { base: "https://store.example/" }, fallback: /_files, sandbox: false }
              /_files/: files
            """);
    InternalLocation first = reading.config().internalLocations().getFirst();
    assertThat(first.fallback()).contains("/_files/");
    assertThat(first.sandbox()).isFalse();
    assertThat(reading.config().apps().getFirst().mayDeliver())
        .containsExactly("/_new/", "/_files/");
  }

  @Test
  void keepsNothingUnlessTold() {
    Reading.Accepted reading = read("apps: { shop: http://x }");
    assertThat(reading.config().remoteCache()).isEmpty();
    assertThat(settings(reading).get("cache.remote.dir").value())
        .isEqualTo(new Setting.Value.Absent("off"));
  }

  @Test
  void keepsObjects() {
    assertThat(
            read("apps: { shop: http://x }\ncache: { remote: { dir: cache } }")
                .config()
                .remoteCache())
        .contains(
            new RemoteCache(
                folder.resolve("cache"),
                10L << 30,
                1 << 20,
                Duration.ofDays(7),
                Duration.ZERO,
                RemoteCache.SIGNING));
    assertThat(
            read("apps: { shop: http://x }\ncache: { remote: { dir: cache, ignore_query: token } }")
                .config()
                .remoteCache()
                .orElseThrow()
                .ignoreQuery())
        .containsExactly("token");
  }

  @Test
  void saysWhereStoreSettingsComeFrom() {
    Map<String, Setting> settings =
        settings(read(bucket("bucket: shop, region: eu-central-1", "env")));
    assertThat(settings.get("internal./_s3/.s3.style"))
        .isEqualTo(
            new Setting(
                "internal./_s3/.s3.style",
                new Setting.Value.One("virtual"),
                new Setting.Origin.BuiltIn()));
    assertThat(settings.get("internal./_s3/.s3.bucket").origin())
        .isEqualTo(new Setting.Origin.Line(3));
    assertThat(settings.get("internal./_s3/.s3.timeout").value().shown()).isEqualTo("30s");
    assertThat(settings).doesNotContainKey("internal./_s3/.symlinks");
  }

  private static Map<String, Setting> settings(Reading.Accepted reading) {
    return reading.settings().stream().collect(Collectors.toMap(Setting::key, one -> one));
  }

  private HttpStore http(String body) {
    String text = "apps: { shop: http://x }\ninternal:\n  /_http/:\n    http:\n      " + body;
    return ((InternalLocation.Http) read(text).config().internalLocations().getFirst()).store();
  }

  private S3Store s3(String body) {
    InternalLocation location = read(bucket(body, "")).config().internalLocations().getFirst();
    return ((InternalLocation.S3) location).store();
  }

  private static String bucket(String body, String credentials) {
    String more = credentials.isEmpty() ? "" : ", credentials: \"" + credentials + "\"";
    return "apps: { shop: http://x }\ninternal:\n  /_s3/: { s3: { " + body + more + " } }";
  }

  private Reading.Accepted read(String text) {
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI");
    Reading reading =
        ConfigFile.at(folder.resolve("handoff.yaml"))
            .in(environment::get)
            .read(text.getBytes(StandardCharsets.UTF_8));
    assertThat(
            reading.problems().stream()
                .filter(p -> p.severity() == Problem.Severity.ERROR)
                .map(Problem::text))
        .isEmpty();
    return (Reading.Accepted) reading;
  }
}
