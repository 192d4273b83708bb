package dev.handoff.cli.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Keys, links and their end on the command line. */
class LinkCommandsTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void aKey() {
    assertThat(run(new KeygenCommand(), "--out", folder.resolve("k1").toString())).isZero();
  }

  @Test
  void aKeyIsThirtyTwoOctetsOnlyItsOwnerReads() throws Exception {
    assertThat(Base64.getDecoder().decode(Files.readString(folder.resolve("k1")).strip()))
        .hasSize(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("k1"))))
        .isEqualTo("rw-------");
    assertThat(run(new KeygenCommand())).isZero();
    assertThat(Base64.getDecoder().decode(out.toString().strip())).hasSize(32);
  }

  @Test
  void aKeyIsNeverOverwritten() throws Exception {
    String before = Files.readString(folder.resolve("k1"));
    assertThat(run(new KeygenCommand(), "--out", folder.resolve("k1").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("exists");
    assertThat(Files.readString(folder.resolve("k1"))).isEqualTo(before);
  }

  @Test
  void whatIsSignedIsValid() {
    assertThat(sign("https://files.example/d/report.pdf", "--expires", "24h")).isZero();
    String url = out.toString().strip();
    assertThat(url).startsWith("https://files.example/d/report.pdf?h=1.k1.");
    assertThat(verify(url)).isZero();
    assertThat(out.toString()).startsWith("valid: /d/report.pdf until ").contains("min left");
    assertThat(verify(url.replace("report", "other"))).isEqualTo(1);
    assertThat(out.toString()).isEqualToIgnoringNewLines("forged: altered, or for another path");
  }

  @Test
  void folderSubjectAndNetwork() {
    assertThat(
            sign(
                "/album/",
                "--expires",
                "7d",
                "--folder",
                "--subject",
                "ana",
                "--network",
                "10.1.2.0/24"))
        .isZero();
    String url = out.toString().strip().replace("/album/", "/album/1.jpg");
    assertThat(verify(url, "--from", "10.1.2.9")).isZero();
    assertThat(out.toString()).contains("everything below /album/", "for ana", "from 10.1.2.0/24");
    assertThat(verify(url, "--from", "10.1.3.9")).isEqualTo(1);
    assertThat(verify(url)).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a   | --expires 5              | --expires: "5" is neither a span (30m, 24h, 7d) nor a time
          /a   | --expires 2020-01-01T00:00:00Z | has passed
          /a b | --expires 1h             | URL: character 2 of the URL cannot be signed
          /a   | --expires 1h --folder    | URL: a folder ends with a slash
          /a   | --expires 1h --network 1.2.3 | --network: "1.2.3" is no address
          /a   | --expires 1h --network 10.0.0.0/33 | "/33" is not 0 to 32
          """)
  void whatCannotBeSignedSaysWhy(String url, String arguments, String reason) {
    List<String> all = new ArrayList<>(List.of(url));
    all.addAll(List.of(arguments.split(" ")));
    assertThat(sign(all.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains(reason);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aBadKeySaysWhyAndNeverShowsItself() throws Exception {
    Files.writeString(folder.resolve("short"), "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0");
    Files.writeString(folder.resolve("text"), "this-is-not-base64-but-long-enough-to-be-one");
    assertThat(run(new SignCommand(), "/a", "-e", "1h", "-k", "k1=file:" + folder + "/short"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("27 octets", "handoff keygen").doesNotContain("c2Vj");
    assertThat(run(new SignCommand(), "/a", "-e", "1h", "-k", "k1=file:" + folder + "/text"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("is not base64").doesNotContain("this-is");
    assertThat(run(new SignCommand(), "/a", "-e", "1h", "-k", "nothing")).isEqualTo(2);
    assertThat(err.toString()).contains("ID=env:NAME");
  }

  private int sign(String... arguments) {
    return run(new SignCommand(), withKey(arguments));
  }

  private int verify(String... arguments) {
    return run(new VerifyCommand(), withKey(arguments));
  }

  private String[] withKey(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--key", "k1=file:" + folder.resolve("k1")));
    return all.toArray(String[]::new);
  }

  private int run(Object command, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
