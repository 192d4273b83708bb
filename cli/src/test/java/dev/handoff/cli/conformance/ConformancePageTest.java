package dev.handoff.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.conformance.Case;
import dev.handoff.conformance.Conformance;
import dev.handoff.conformance.Demand;
import dev.handoff.conformance.Group;
import dev.handoff.conformance.Report;
import dev.handoff.conformance.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/**
 * {@code docs/conformance.md}: its commands run, its tables and its sample are what comes out. With
 * {@code -Dhandoff.rewrite=true} they are written, for the servers that are installed here.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ConformancePageTest {
  private static final Path PAGE = Path.of("../docs/conformance.md");
  private static final boolean REWRITE = Boolean.getBoolean("handoff.rewrite");
  private static final String HEAD =
      """
      | server | version | passed | failed | of these MUST | not applicable | what fails |
      |---|---|--:|--:|--:|--:|---|
      """;

  private final Map<FileServer, Report> reports = new TreeMap<>();

  private Path own;
  private ServedFile ours;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    ours = ServedFile.in(folder);
    own = Files.createDirectory(folder.resolve("own"));
    // Some servers become somebody else.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterAll
  void stop() throws IOException {
    if (REWRITE) {
      rewrite();
    }
    ours.close();
  }

  @Test
  void commandsRun() throws Exception {
    Path pem = Files.writeString(own.resolve("own-ca.pem"), certificate());
    List<String> commands =
        page().lines().filter(line -> line.startsWith("handoff conformance ")).toList();
    assertThat(commands).hasSize(3);
    for (String command : commands) {
      String[] words =
          Arrays.stream(command.split(" (?=(?:[^']*'[^']*')*[^']*$)"))
              .skip(2)
              .map(word -> word.replace("'", "").replace("…", "x"))
              .map(word -> word.startsWith("https://") ? ours.url().toString() : word)
              .map(word -> word.equals("report.pdf") ? ours.copy().toString() : word)
              .map(word -> word.equals("own-ca.pem") ? pem.toString() : word)
              .map(word -> word.equals("200") ? "1" : word)
              .toArray(String[]::new);
      StringWriter said = new StringWriter();
      int code =
          new CommandLine(new ConformanceCommand())
              .setOut(new PrintWriter(said))
              .setErr(new PrintWriter(said))
              .execute(words);
      assertThat(code).as("%s%n%s", command, said).isZero();
    }
  }

  /** Of anybody whom the JVM believes. */
  private static String certificate() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init((KeyStore) null);
    byte[] encoded =
        ((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers()[0].getEncoded();
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(encoded)
        + "\n-----END CERTIFICATE-----\n";
  }

  @Test
  void theSnippetIsCodeThatRuns() throws IOException {
    String source =
        Files.readString(
            Path.of("src/test/java/dev/handoff/cli/conformance/GatewayConformanceTest.java"));
    String compiled = source.split("// begin junit\n")[1].split("// end junit")[0];
    String shown = page().split("<!-- snippet: junit -->\n```java\n")[1].split("```")[0];
    assertThat(shown.replaceAll("\\s+", "")).isEqualTo(compiled.replaceAll("\\s+", ""));
  }

  @Test
  void everyOptionIsOnThePage() throws IOException {
    for (CommandLine.Model.OptionSpec option :
        new CommandLine(new ConformanceCommand()).getCommandSpec().options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        assertThat(page()).containsAnyOf(option.names());
      }
    }
  }

  @Test
  void groupsAreWhatIsAsked() throws IOException {
    if (!REWRITE) {
      assertThat(section("table: groups")).isEqualTo(groups());
    }
  }

  private String groups() throws IOException {
    Map<Group, List<Case>> groups =
        Conformance.of(URI.create("http://x/"), ours.copy()).cases().stream()
            .collect(Collectors.groupingBy(Case::group, TreeMap::new, Collectors.toList()));
    StringBuilder rows = new StringBuilder("| group | cases | of statements |\n|---|--:|---|\n");
    groups.forEach((group, cases) -> {
      Set<String> ids =
          cases.stream().map(Case::id).collect(Collectors.toCollection(LinkedHashSet::new));
      rows.append(
          "| %s: %s | %d | %s |\n"
              .formatted(group, group.title(), cases.size(), String.join(" ", ids)));
    });
    return rows.toString();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(FileServer.class)
  void serversAnswerAsThePageSays(FileServer server) throws Exception {
    String version = server.version();
    String row = FileServer.line(page(), server.title).orElse("");
    if (!REWRITE && !row.contains("| " + version + " |")) {
      Assumptions.abort(server + " " + version + " is here, and the page is about another");
    }
    Report report;
    try (FileServer.Running running = server.start(ours.copy().getParent(), own)) {
      report = Conformance.of(running.url(), ours.copy()).run();
    }
    reports.put(server, report);
    if (!REWRITE) {
      assertThat(row(server.title, version, report)).isEqualTo(row);
    }
    if (server == FileServer.NGINX && !REWRITE) {
      assertThat(section("sample: nginx")).isEqualTo(sample(report));
    }
  }

  @Test
  void oursAnswersAsThePageSays() throws Exception {
    if (!REWRITE) {
      assertThat(FileServer.line(page(), "**Handoff**")).contains(oursRow());
    }
  }

  private String oursRow() throws Exception {
    return row("**Handoff**", "this", Conformance.of(ours.url(), ours.copy()).run());
  }

  private static String row(String title, String version, Report report) {
    Set<String> ids =
        report.failures().keySet().stream()
            .map(Case::id)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return "| %s | %s | %d | %d | %d | %d | %s |"
        .formatted(
            title,
            version,
            report.count(Result.Passed.class),
            report.failures().size(),
            report.failures().keySet().stream()
                .filter(one -> one.statement().demand() == Demand.MUST)
                .count(),
            report.notApplicable().size(),
            String.join(" ", ids));
  }

  /** One failure, with what differs from run to run made equal. */
  private static String sample(Report report) {
    Matcher failure =
        Pattern.compile("(#### E18.*?\n```\n)(?=\n####)", Pattern.DOTALL)
            .matcher(report.markdown());
    assertThat(failure.find()).isTrue();
    return "````markdown\n"
        + failure
            .group(1)
            .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:8080")
            .replaceAll("Date: .*", "Date: Wed, 25 Nov 2026 00:31:55 GMT")
        + "````\n";
  }

  private void rewrite() throws IOException {
    String page = page();
    List<String> rows = new ArrayList<>();
    try {
      rows.add(oursRow());
      for (FileServer server : FileServer.values()) {
        Report report = reports.get(server);
        rows.add(
            report == null
                ? FileServer.line(page, server.title).orElse("| " + server.title + " | | | | | | |")
                : row(server.title, server.version(), report));
      }
    } catch (Exception e) {
      throw new IOException(e);
    }
    page = replaced(page, "table: servers", HEAD + String.join("\n", rows) + "\n");
    page = replaced(page, "table: groups", groups());
    if (reports.containsKey(FileServer.NGINX)) {
      page = replaced(page, "sample: nginx", sample(reports.get(FileServer.NGINX)));
    }
    Files.writeString(PAGE, page);
  }

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  private static String section(String name) throws IOException {
    Matcher found = pattern(name).matcher(page());
    assertThat(found.find()).as(name).isTrue();
    return found.group(2);
  }

  private static String replaced(String page, String name, String text) {
    return pattern(name)
        .matcher(page)
        .replaceFirst(found -> Matcher.quoteReplacement(found.group(1) + text));
  }

  /** A table or a fenced block behind its comment. */
  private static Pattern pattern(String name) {
    return Pattern.compile(
        "(<!-- " + name + " -->\n)(````.*?````\n|(?:\\|[^\n]*\n)*)", Pattern.DOTALL);
  }
}
