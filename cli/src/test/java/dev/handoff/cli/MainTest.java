package dev.handoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the program says about itself, and how it ends. */
class MainTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(
        folder.resolve("good.yaml"),
        "apps: { shop: http://127.0.0.1:8000 }\ninternal: { /_files/: files }\n");
    Files.writeString(
        folder.resolve("warned.yaml"),
        "internal: { /_files/: files }\napps:\n  a: { url: http://x, hosts: a }\n"
            + "  b: { url: http://x, hosts: b, may_deliver: [] }\n");
    Files.writeString(folder.resolve("bad.yaml"), "apps: { shop: nowhere }\nsausage: 1\n");
  }

  @ParameterizedTest(name = "handoff {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --version                                       | 0 | handoff
          --help                                          | 0 | Commands:
          config --help                                   | 0 | Example:
          config check DIR/good.yaml                      | 0 | DIR/good.yaml is fine (1 app, 0 public folders, 1 internal location).
          config check DIR/warned.yaml                    | 0 | is fine (2 apps, 0 public folders, 1 internal location, 1 warning).
          config check DIR/bad.yaml                       | 2 | DIR/bad.yaml:2  unknown key sausage.
          config check DIR/bad.yaml                       | 2 | DIR/bad.yaml is refused: 2 errors.
          config check DIR/good.yaml DIR/bad.yaml         | 2 | DIR/good.yaml is fine
          config check DIR/missing.yaml                   | 2 | there is no such file.
          config check                                    | 2 | Missing required parameter: 'FILE'
          config check --json DIR/bad.yaml                | 2 | "accepted" : false
          config show -c DIR/good.yaml                    | 0 | timeouts.idle
          config show -c DIR/good.yaml --json             | 0 | "origin" : "default"
          config show -c DIR/bad.yaml                     | 2 | DIR/bad.yaml is refused, so nothing is in effect.
          config show                                     | 2 | Missing required option: '--config=FILE'
          config                                          | 2 | Which command: check or show?
          gateway                                         | 2 | Missing required option: '--config=FILE'
          gateway -c DIR/good.yaml --listen 8080          | 2 | --listen: 8080 is a port without an address.
          gateway -c DIR/good.yaml --port 1               | 2 | Unknown options: '--port', '1'
          explain                                         | 2 | Missing required parameter: 'URL'
          explain ftp://x/                                | 2 | ftp://x/ is not an http:// or https:// URL.
          explain 'http://x/ y'                           | 2 | is not a URL: Illegal character in path at character 9.
          explain http://127.0.0.1/                       | 2 | Where is the secret?
          explain http://127.0.0.1/ -c DIR/good.yaml      | 2 | DIR/good.yaml has neither explain.secret nor admin
          explain http://127.0.0.1/ -c DIR/bad.yaml       | 2 | --secret and --socket work without it.
          explain http://127.0.0.1/ --secret abc          | 2 | --secret: a secret does not stand in the file itself.
          explain http://127.0.0.1/ --secret file:/nope   | 2 | --secret: /nope does not exist.
          explain http://127.0.0.1/ --secret env:NOT_SET  | 2 | --secret: the environment has no variable NOT_SET.
          conformance                                     | 2 | Missing required options and parameters: '--file=COPY', 'URL'
          explain http://127.0.0.1/ -k --cacert x         | 2 | --insecure believes everybody
          explain https://x/ --cacert DIR/good.yaml       | 2 | --cacert: DIR/good.yaml cannot be read as PEM certificates
          explain http://x/ --socket DIR/none.sock        | 3 | There is no socket DIR/none.sock.
          admin                                           | 2 | Say what: status, revoke, reopen or reload.
          serve                                           | 2 | Unmatched argument at index 0: 'serve'
          ''                                              | 2 | Which command?
          """)
  void ends(String arguments, int code, String said) {
    List<String> words =
        Stream.of(arguments.split(" (?=(?:[^']*'[^']*')*[^']*$)"))
            .filter(word -> !word.isEmpty())
            .map(word -> word.replace("'", "").replace("DIR", folder.toString()))
            .toList();
    assertThat(run(words)).as("%s%s", out, err).isEqualTo(code);
    assertThat(out + "\n" + err).contains(said.replace("DIR", folder.toString()));
  }

  static Stream<String> commands() {
    return Stream.of(
        "",
        "gateway",
        "config",
        "config check",
        "config show",
        "explain",
        "conformance",
        "admin",
        "admin status",
        "admin revoke",
        "admin reopen",
        "admin reload");
  }

  @ParameterizedTest(name = "handoff {0} --help")
  @MethodSource("commands")
  void everyCommandHasHelpWithAnExampleAndTheVersion(String command) {
    List<String> words = Stream.of(command.split(" ")).filter(word -> !word.isEmpty()).toList();
    assertThat(run(Stream.concat(words.stream(), Stream.of("--help")).toList())).isZero();
    assertThat(out.toString()).contains("Example:\n  handoff ");
    assertThat(run(Stream.concat(words.stream(), Stream.of("--version")).toList())).isZero();
    assertThat(out.toString()).contains("handoff ");
  }

  @Test
  void showPrintsEveryValueWithItsOrigin() {
    assertThat(run(List.of("config", "show", "-c", folder.resolve("good.yaml").toString())))
        .isZero();
    assertThat(out.toString().lines())
        .anyMatch(line -> line.matches("listen.http +\\[127.0.0.1:8080] +default"))
        .anyMatch(line -> line.matches("apps.shop.url +http://127.0.0.1:8000 +line 1"))
        .anyMatch(line -> line.matches("apps.shop.may_deliver +\\[/_files/] +default"))
        .anyMatch(line -> line.matches("internal./_files/.root +/.*/files +line 2"))
        .anyMatch(line -> line.matches("explain.secret +\\(off\\) +default"));
  }

  private int run(List<String> words) {
    CommandLine program =
        Commands.program().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return program.execute(words.toArray(String[]::new));
  }
}
