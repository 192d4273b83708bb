package dev.handoff.gateway.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.CacheConfig;
import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.config.EdgeConfig;
import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.config.Throttle;
import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.config.yaml.Setting.Origin;
import dev.handoff.gateway.wire.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One table of keys: reader, records, documentation and sample agree on it. */
class KeysTest {
  private static final Path DOCS = Path.of("../docs");
  private static final String END = "<!-- end of keys -->";

  @TempDir Path folder;

  static List<Key<?>> keys() {
    return Keys.ALL;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  <T> void saysWhatItIsAndReadsItsOwnDefault(Key<T> key) {
    assertThat(key.description()).endsWith(".").hasSizeLessThan(140);
    assertThat(key.kind().name()).isNotBlank();
    assertThat(key.presetValues().stream().map(key.kind().show()).toList()).isEqualTo(key.preset());
  }

  @Test
  void defaultsOfTheRecordsAreTheDefaultsOfTheKeys() {
    AppConfig app = smallest().config().apps().getFirst();
    assertThat(smallest().config().limits()).isEqualTo(Limits.DEFAULT);
    assertThat(smallest().config().throttle()).isEqualTo(Throttle.NONE);
    assertThat(smallest().config().timeouts()).isEqualTo(Timeouts.DEFAULT);
    assertThat(smallest().config().cache()).isEqualTo(CacheConfig.DEFAULT);
    assertThat(smallest().config().edge()).isEqualTo(EdgeConfig.NONE);
    assertThat(smallest().config().log()).isEqualTo(LogConfig.DEFAULT);
    assertThat(app.paths()).containsExactly("/");
  }

  private Reading.Accepted smallest() {
    return read("apps: { shop: http://127.0.0.1:8000 }");
  }

  @Test
  void theDocumentationListsThemAll() throws IOException {
    Path page = DOCS.resolve("configuration.md");
    String text = Files.readString(page);
    int begin = text.indexOf('\n', text.indexOf("<!-- keys:")) + 1;
    int end = text.indexOf(END);
    if (Boolean.getBoolean("handoff.rewrite")) {
      Files.writeString(page, text.substring(0, begin) + tables() + text.substring(end));
      return;
    }
    assertThat(text.substring(begin, end))
        .as("run this test with -Dhandoff.rewrite=true")
        .isEqualTo(tables());
  }

  private static String tables() {
    StringBuilder tables = new StringBuilder();
    for (String part : Keys.below("")) {
      tables.append("\n### ").append(part).append("\n\n");
      tables.append("| key | value | default | meaning |\n|---|---|---|---|\n");
      for (Key<?> key : Keys.ALL) {
        if (key.path().equals(part) || key.path().startsWith(part + ".")) {
          tables.append(row(key)).append('\n');
        }
      }
    }
    return tables.append('\n').toString();
  }

  private static String row(Key<?> key) {
    String value = key.list() ? "list of: " + key.kind().name() : key.kind().name();
    String preset = key.isRequired() ? "required" : key.otherwise();
    if (!key.preset().isEmpty()) {
      String text = String.join(", ", key.preset());
      preset = key.list() ? "`[" + text + "]`" : "`" + text + "`";
    }
    String chosen = key.path().startsWith("apps.") ? "NAME" : "PREFIX";
    return "| `%s` | %s | %s | %s |"
        .formatted(
            key.path()
                .replace("keys.*", "keys.N")
                .replace("certificates.*", "certificates.N")
                .replace("*", chosen),
            value,
            preset,
            key.description());
  }

  @Test
  void theSampleHasThemAll() throws IOException, GeneralSecurityException {
    for (String name : List.of("static", "media", "docs", "files", "exports")) {
      Files.createDirectories(folder.resolve("srv/shop").resolve(name));
    }
    Files.createDirectories(folder.resolve("var/log/handoff"));
    Path secret = Files.createDirectories(folder.resolve("etc/handoff")).resolve("explain.secret");
    Files.writeString(secret, "a secret of at least thirty-two octets".replace(' ', '-'));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    for (String name : List.of("front.k1", "front.k2", "links.k1", "links.k2", "receipts.r1")) {
      Path key =
          Files.writeString(folder.resolve("etc/handoff").resolve(name), "A".repeat(43) + "=");
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }
    Path password = Files.writeString(folder.resolve("etc/handoff/redis.password"), "short");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Path credentials = Files.createFile(folder.resolve("etc/handoff/s3.credentials"));
    Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(folder.resolve("etc/handoff/authorities.pem"), certificate());
    Files.createDirectories(folder.resolve("var/cache/handoff"));
    servedCertificates();
    Files.createDirectories(folder.resolve("var/lib/handoff"));
    String sample = Files.readString(DOCS.resolve("handoff.sample.yaml"));
    for (String real :
        List.of(
            "/srv/shop",
            "/var/log/handoff",
            "/var/cache/handoff",
            "/var/lib/handoff",
            "/etc/handoff")) {
      sample = sample.replace(real, folder + real);
    }

    Reading.Accepted reading = read(sample);

    assertThat(reading.problems()).isEmpty();
    Set<String> written =
        reading.settings().stream()
            .filter(setting -> setting.origin() instanceof Origin.Line)
            .map(setting -> pattern(setting.key()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    assertThat(written).containsAll(Keys.ALL.stream().map(Key::path).toList());
  }

  private void servedCertificates() throws IOException {
    Path there = folder.resolve("etc/handoff");
    TestCertificates certificates = new TestCertificates(there);
    List<CertificateFiles> made = new ArrayList<>();
    made.add(certificates.files("a", "a.example"));
    made.add(certificates.files("b", "b.example"));
    Path named = Files.createDirectories(there.resolve("files.example.com"));
    CertificateFiles one = certificates.files("one", "files.example.com");
    made.add(
        new CertificateFiles(
            Files.copy(one.certificate(), named.resolve("fullchain.pem")),
            Files.copy(one.key(), named.resolve("privkey.pem"))));
    for (CertificateFiles files : made) {
      Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Any of the JDK's own authorities will do. */
  private static String certificate() throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init((KeyStore) null);
    X509TrustManager manager = (X509TrustManager) trust.getTrustManagers()[0];
    byte[] der = manager.getAcceptedIssuers()[0].getEncoded();
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END CERTIFICATE-----\n";
  }

  /** Names of apps and prefixes hold no dot in the sample. */
  private static String pattern(String key) {
    return key.replaceFirst("^(apps|public|internal|links\\.paths)\\.[^.]*\\.", "$1.*.")
        .replaceFirst("\\.params\\.[A-Z0-9_]+", ".params.*")
        .replaceFirst("^listen\\.https\\.[0-9]+\\.", "listen.https.")
        .replaceFirst("(front_keys|links\\.keys|certificates)\\.[0-9]+\\.", "$1.*.");
  }

  private Reading.Accepted read(String text) {
    Reading reading =
        ConfigFile.at(folder.resolve("handoff.yaml")).read(text.getBytes(StandardCharsets.UTF_8));
    assertThat(reading.problems().stream().map(Problem::text)).isEmpty();
    return (Reading.Accepted) reading;
  }
}
