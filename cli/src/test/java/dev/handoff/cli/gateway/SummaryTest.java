package dev.handoff.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees at the start, for every sort of location. */
class SummaryTest {
  private static final String CONFIGURATION =
      """
      apps: { shop: { url: "http://127.0.0.1:9", may_deliver: [/_files/, /_s3/, /_remote/] } }
      internal:
        /_files/: { root: files, fallback: /_s3/ }
        /_s3/:
          s3: { bucket: shop-private, region: eu-central-1, credentials: anonymous }
          fallback: /_own/
        /_own/: { s3: { bucket: b23, endpoint: "http://[::1]:9000", credentials: anonymous } }
        /_direct/:
          s3: { bucket: b42, region: eu-west-1, credentials: anonymous, deliver: redirect }
        /_store/: { http: { base: "https://store.example:8443/bucket" } }
        /_one/: { http: { allow: ["https://*.cdn.example/"] } }
        /_remote/:
          http: { allow: ["https://cdn.example/v/", "http://10.0.0.1:9000/", "https://x.example/"] }
      """;

  @TempDir Path folder;

  @Test
  void tellsWhetherReceiptsAreKept() throws IOException {
    Path key = Files.writeString(folder.resolve("r1"), "A".repeat(43) + "=");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    String receipts =
        "apps: { shop: http://127.0.0.1:9 }\n"
            + "receipts: { url: http://127.0.0.1:9/r, key: { id: r1, secret: file:r1 }";
    assertThat(summary(receipts + " }"))
        .contains(
            "  receipts go to http://127.0.0.1:9/r, best effort: without receipts.spool, those not"
                + " sent yet are lost at the end\n");
    assertThat(summary(receipts + ", spool: spool }"))
        .contains(
            "  receipts go to http://127.0.0.1:9/r, kept in " + folder + "/spool until then\n");
  }

  private String summary(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("receipts.yaml"), yaml);
    return Summary.of(file, (Reading.Accepted) ConfigFile.at(file).read());
  }

  @Test
  void tellsWhereFilesAre() throws IOException {
    Files.createDirectory(folder.resolve("files"));
    Path file = Files.writeString(folder.resolve("handoff.yaml"), CONFIGURATION);
    Reading reading = ConfigFile.at(file).read();
    String summary = Summary.of(file, (Reading.Accepted) reading);
    assertThat(summary.replace(folder.toString(), "DIR").replaceAll(" {2,}", "  "))
        .isEqualTo(
            """
            DIR/handoff.yaml is fine (1 app, 0 public folders, 7 internal locations)
              /  → shop http://127.0.0.1:9
              /_files/  = DIR/files  internal, for shop
              /_s3/  = s3 bucket shop-private (eu-central-1)  internal, for shop, behind /_files/
              /_own/  = s3 bucket b23 (http://[::1]:9000/)  internal, behind /_s3/
              /_direct/ = s3 bucket b42 (eu-west-1), by itself  internal, for nobody
              /_store/  = https://store.example:8443/bucket/  internal, for nobody
              /_one/  = URLs of https://*.cdn.example/  internal, for nobody
              /_remote/ = URLs of https://cdn.example/v/ and 2 more  internal, for shop
            """);
  }
}
