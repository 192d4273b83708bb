package dev.handoff.gateway.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.config.EdgeConfig;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.wire.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations in {@code docs/tls.md} are ones that run. */
class TlsPageTest {
  @TempDir Path folder;

  @BeforeEach
  void certificates() throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    certificates.files("files", "files.example.com");
    certificates.files("other", "other.example.com");
    CertificateFiles made = certificates.files("made", "files.example.com");
    Path live = Files.createDirectories(folder.resolve("etc/letsencrypt/live/files.example.com"));
    for (Path where : new Path[] {live, folder}) {
      Files.copy(made.certificate(), where.resolve("fullchain.pem"));
      Files.copy(made.key(), where.resolve("privkey.pem"));
    }
    for (String key :
        new String[] {"files.key", "other.key", "privkey.pem", live + "/privkey.pem"}) {
      Files.setPosixFilePermissions(
          folder.resolve(key), PosixFilePermissions.fromString("rw-------"));
    }
    Files.createDirectories(folder.resolve("var/www/acme/.well-known/acme-challenge"));
  }

  private GatewayConfig read(String snippet) throws Exception {
    String page = Files.readString(Path.of("../docs/tls.md"));
    String fence = "<!-- snippet: " + snippet + " -->\n```yaml\n";
    int begin = page.indexOf(fence) + fence.length();
    String yaml =
        page.substring(begin, page.indexOf("```", begin))
            .replace("/etc/letsencrypt", folder + "/etc/letsencrypt")
            .replace("/var/www", folder + "/var/www");
    Reading reading =
        ConfigFile.at(folder.resolve("handoff.yaml")).read(yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(reading.problems().stream().map(Problem::text)).isEmpty();
    return ((Reading.Accepted) reading).config();
  }

  @Test
  void oneName() throws Exception {
    EdgeConfig edge = read("tls").edge();
    assertThat(edge.https()).hasSize(1);
    assertThat(edge.hsts()).contains("max-age=15552000");
    assertThat(edge.redirect()).isEqualTo(new EdgeConfig.Redirect.ToListener());
  }

  @Test
  void severalNamesAndNoPlainHttp() throws Exception {
    GatewayConfig config = read("names");
    assertThat(config.edge().https().getFirst().certificates()).hasSize(2);
    assertThat(config.listen()).isEmpty();
  }

  @Test
  void certbot() throws Exception {
    assertThat(read("acme").publicLocations().getFirst().prefix())
        .isEqualTo("/.well-known/acme-challenge/");
  }

  @Test
  void behindABalancer() throws Exception {
    GatewayConfig config = read("balancer");
    assertThat(config.edge().proxyProtocol()).hasSize(1);
    assertThat(config.trustedProxies()).hasSize(1);
  }
}
