package dev.handoff.gateway.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.wire.TestCertificates;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the reader says about a file: each golden file holds a configuration, a line of dashes, and
 * every message. {@code -Dhandoff.rewrite=true} rewrites the messages; the diff is reviewed like
 * code.
 *
 * <p>Beside the configuration lie the folders {@code static}, {@code files} and {@code
 * files/public}, a link {@code linked} to {@code files}, the file {@code plain.txt}, secrets, and
 * certificates in {@code tls}.
 */
class GoldenTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/handoff/gateway/config/yaml/golden");
  private static final String DASHES = "-".repeat(20) + "\n";

  private static Path made = Path.of("");

  @TempDir Path folder;

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.sorted().toList().stream();
    }
  }

  @BeforeEach
  void surroundings() throws IOException {
    Files.createDirectories(folder.resolve("files/public"));
    Files.createDirectories(folder.resolve("static"));
    Files.createDirectories(folder.resolve("secrets"));
    Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("files"));
    Files.writeString(folder.resolve("plain.txt"), "plain\n");
    secret("secrets/good", "0123456789abcdef0123456789abcdef\n", "rw-------");
    secret("secrets/front", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", "rw-------");
    secret("secrets/open", "0123456789abcdef0123456789abcdef\n", "rw-r--r--");
    secret("secrets/short", "0123456789ab\n", "rw-------");
    secret("secrets/spaced", "0123456789abcdef 0123456789abcdef\n", "rw-------");
    secret("static/secret", "0123456789abcdef0123456789abcdef\n", "rw-------");
    certificates();
  }

  /** One that is fine, with its key; keys that are not, and an order that is wrong. */
  @BeforeAll
  static void certificates(@TempDir Path tls) throws IOException {
    TestCertificates certificates = new TestCertificates(tls);
    CertificateFiles fine = certificates.files("fine", "a.example");
    CertificateFiles other = certificates.files("other", "b.example");
    certificates.files("rsa", CertificateBuilder::rsa2048, "c.example");
    Files.writeString(
        tls.resolve("backwards.pem"),
        Files.readString(other.certificate()) + Files.readString(fine.certificate()));
    Files.writeString(
        tls.resolve("encrypted.key"),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n");
    Files.writeString(
        tls.resolve("old-encrypted.key"),
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"
            + "MAA=\n-----END RSA PRIVATE KEY-----\n");
    made = tls;
  }

  private void certificates() throws IOException {
    Path tls = Files.createDirectories(folder.resolve("tls"));
    try (Stream<Path> files = Files.list(made)) {
      for (Path file : files.toList()) {
        copy(file, tls);
      }
    }
    copy(made.resolve("fine.pem"), folder.resolve("static"));
    copy(made.resolve("fine.key"), folder.resolve("static"));
  }

  private static void copy(Path file, Path into) throws IOException {
    Path copy = Files.copy(file, into.resolve(file.getFileName()));
    if (file.toString().endsWith(".key")) {
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private void secret(String name, String content, String mode) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @ParameterizedTest
  @MethodSource("files")
  void says(Path golden) throws IOException {
    String whole = Files.readString(golden);
    int dashes = whole.indexOf(DASHES);
    String input = dashes < 0 ? whole : whole.substring(0, dashes);
    String said = read(input);
    if (Boolean.getBoolean("handoff.rewrite")) {
      Files.writeString(golden, input + DASHES + said);
      return;
    }
    assertThat(said).isEqualTo(whole.substring(dashes + DASHES.length()));
  }

  private String read(String input) {
    Map<String, String> environment =
        Map.of("HANDOFF_SECRET", "0123456789abcdef0123456789abcdef", "EMPTY", "");
    Reading reading =
        ConfigFile.at(folder.resolve("handoff.yaml"))
            .in(environment::get)
            .read(input.getBytes(StandardCharsets.UTF_8));
    List<Problem> problems = reading.problems();
    String verdict = reading instanceof Reading.Accepted ? "accepted\n" : "refused\n";
    return problems.stream()
        .map(problem -> withoutFolder(problem).text() + "\n")
        .collect(Collectors.joining("", verdict, ""));
  }

  private Problem withoutFolder(Problem problem) {
    return new Problem(
        problem.severity(),
        "handoff.yaml",
        problem.line(),
        problem.key(),
        problem.finding().replace(folder.toString(), "DIR"),
        problem.fix().replace(folder.toString(), "DIR"));
  }
}
