package dev.handoff.gateway.config.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.deliver.store.TargetRules;
import dev.handoff.gateway.deliver.store.TargetRules.Judgement;
import dev.handoff.gateway.deliver.store.rules.HttpRules;
import dev.handoff.gateway.deliver.store.rules.S3Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/stores.md shows is accepted, asks for what it says, and refuses what it says. */
class StoresPageTest {
  private static final Path PAGE = Path.of("../docs/stores.md");
  private static final Pattern ROW = Pattern.compile("\\| `(.+?)` \\| (.+?) \\|( .* \\|)?");

  @TempDir Path folder;
  private List<String> lines = List.of();

  @BeforeEach
  void read() throws IOException {
    Files.createDirectories(folder.resolve("srv/shop/files"));
    Files.createDirectories(folder.resolve("var/cache/handoff"));
    lines = Files.readAllLines(PAGE);
  }

  /** Every block of one language, by the line it begins on. */
  private Map<Integer, String> blocks(String language) {
    Map<Integer, String> blocks = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals("```" + language)) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        blocks.put(i, String.join("\n", lines.subList(i + 1, end)) + "\n");
      }
    }
    return blocks;
  }

  private List<InternalLocation> locations(String yaml) {
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY", "secret");
    String here = yaml.replace("/srv/", folder + "/srv/").replace("/var/", folder + "/var/");
    Reading reading =
        ConfigFile.at(folder.resolve("handoff.yaml"))
            .in(environment::get)
            .read(here.getBytes(UTF_8));
    assertThat(reading.problems().stream().map(Problem::text)).as(yaml).isEmpty();
    return ((Reading.Accepted) reading).config().internalLocations();
  }

  private static List<TargetRules> rules(List<InternalLocation> locations) {
    return locations.stream()
        .flatMap(location ->
            switch (location) {
              case InternalLocation.Folder _ -> Stream.of();
              case InternalLocation.Http http -> Stream.of(HttpRules.of(http));
              case InternalLocation.S3 s3 -> Stream.of(S3Rules.of(s3, Optional.empty()));
            })
        .toList();
  }

  /** The rows below a heading that begins with {@code title}, up to the table's end. */
  private List<Matcher> rows(int heading) {
    List<Matcher> rows = new ArrayList<>();
    for (int i = heading + 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
      Matcher row = ROW.matcher(lines.get(i));
      assertThat(row.matches()).as(lines.get(i)).isTrue();
      rows.add(row);
    }
    return rows;
  }

  private static String answer(List<TargetRules> rules, String value) {
    return switch (HandoffTarget.parse(Octets.utf8(value))) {
      case HandoffTarget.InternalUri uri ->
          rules.stream()
              .filter(one -> uri.path().startsWith(Octets.utf8(one.location())))
              .map(one -> text(one.below(uri.rawBelow(1), uri.rawQuery())))
              .findFirst()
              .orElseThrow();
      case HandoffTarget.AbsoluteUrl url ->
          rules.stream().map(one -> text(one.url(url))).findFirst().orElseThrow();
      case HandoffTarget.Broken _ -> "502";
      case HandoffTarget.Unsafe _ -> "404";
      case HandoffTarget.FilePath _ -> throw new AssertionError("not from this field");
    };
  }

  private static String text(Judgement judgement) {
    return switch (judgement) {
      case Judgement.Allowed allowed ->
          "`" + allowed.target().origin() + allowed.target().target() + "`";
      case Judgement.Refused refused -> String.valueOf(refused.status());
    };
  }

  @Test
  void everyConfigurationIsAccepted() {
    assertThat(blocks("yaml")).hasSizeGreaterThan(7);
    blocks("yaml").values().forEach(this::locations);
  }

  @Test
  void everyTargetAsksForWhatThePageSays() {
    int rows = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).endsWith("| the store is asked for |")) {
        int heading = i;
        String yaml =
            blocks("yaml").entrySet().stream()
                .filter(block -> block.getKey() < heading)
                .reduce((_, later) -> later)
                .orElseThrow()
                .getValue();
        for (Matcher row : rows(i)) {
          assertThat(answer(rules(locations(yaml)), row.group(1)))
              .as(row.group(1))
              .isEqualTo(row.group(2));
          rows++;
        }
      }
    }
    assertThat(rows).isGreaterThan(8);
  }

  @Test
  void everythingRefusedIsRefused() {
    List<TargetRules> all =
        blocks("yaml").values().stream().flatMap(yaml -> rules(locations(yaml)).stream()).toList();
    int heading =
        lines.indexOf("| the app answers `X-Accel-Redirect` | the client gets | because |");
    List<Matcher> rows = rows(heading);
    assertThat(rows).hasSizeGreaterThan(10);
    for (Matcher row : rows) {
      assertThat(answer(all, row.group(1))).as(row.group(1)).isEqualTo(row.group(2));
    }
  }

  @Test
  void theDjangoViewSendsWhatItShould() throws Exception {
    Assumptions.assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "python3"))),
        "needs python3");
    String view = blocks("python").values().iterator().next();
    String script =
        """
        class File:
            name = "a.pdf"
            def may_be_read_by(self, user): return True
            def presigned_url(self): return "https://eu.cdn.example/files/a%2Fb?sig=x%2By://"
        class HttpResponse(dict): pass
        class Http404(Exception): pass
        def get_object_or_404(model, pk): return model()
        def content_disposition_header(attachment, name): return "attachment"
        """
            + view
            + "import types\n"
            + "print(download(types.SimpleNamespace(user=1), 1)['X-Accel-Redirect'], end='')\n";
    Process python = new ProcessBuilder("python3", "-c", script).redirectErrorStream(true).start();
    String said = new String(python.getInputStream().readAllBytes(), UTF_8);
    assertThat(said).isEqualTo("/_remote/https/eu.cdn.example/files/a%2Fb?sig=x%2By://");
    List<TargetRules> all =
        blocks("yaml").values().stream().flatMap(yaml -> rules(locations(yaml)).stream()).toList();
    assertThat(answer(all, said)).isEqualTo("`https://eu.cdn.example/files/a%2Fb?sig=x%2By://`");
  }
}
