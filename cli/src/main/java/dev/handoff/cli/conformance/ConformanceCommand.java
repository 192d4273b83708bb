package dev.handoff.cli.conformance;

import dev.handoff.cli.certificates.Certificates;
import dev.handoff.cli.exit.ExitCode;
import dev.handoff.conformance.CannotAskException;
import dev.handoff.conformance.Conformance;
import dev.handoff.conformance.Group;
import dev.handoff.conformance.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code handoff conformance URL --file COPY}. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    description = {
      "Asks any server whether it sends a file as HTTP wants it, with evidence for what it does not.",
      "Makes about a hundred requests, one after the other; none changes anything."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  handoff conformance https://example.com/file.bin --file file.bin",
      "  handoff conformance http://127.0.0.1:8080/download/42 --file 42.pdf -H 'Cookie: session=…' --groups E,G",
      "",
      "Exit: 0 nothing failed, 1 something failed, 2 the URL does not send that file, 3 no answer."
    })
public final class ConformanceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "URL", description = "What answers 200 with the file to a plain GET.")
  private String url = "";

  @Option(
      names = {"-f", "--file"},
      paramLabel = "COPY",
      required = true,
      description =
          "A copy of what the URL sends; of 1000 octets or more, so that all can be asked.")
  private Path copy = Path.of("");

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "A field to send along; may be repeated. Its value is never printed.")
  private List<String> headers = List.of();

  @Option(
      names = "--groups",
      paramLabel = "LETTER",
      split = ",",
      description =
          "Only these: A names, B types, C validators, D preconditions, E single ranges,"
              + " F several ranges, G If-Range, H methods, K dates.")
  private List<String> groups = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "For one whole answer; ${DEFAULT-VALUE} by default.")
  private int timeout = 20;

  @Option(
      names = "--pause",
      paramLabel = "MILLIS",
      description = "Between two requests, for servers that count them.")
  private int pause;

  @Option(
      names = "--cacert",
      paramLabel = "PEM",
      description = "Believe these certificates; a server's own, too.")
  private Optional<Path> certificates = Optional.empty();

  @Option(names = "--json", description = "Print JSON instead of Markdown.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Conformance conformance = conformance();
    try {
      Report report = conformance.run();
      out.print(json ? new JsonReport(report).text() : report.markdown());
      out.flush();
      return report.passed() ? ExitCode.FINE : ExitCode.FINDINGS;
    } catch (CannotAskException e) {
      err.println(url.replaceAll("\\?.*", "?…") + ": " + e.getMessage());
      return e.reason() == CannotAskException.Reason.NO_ANSWER
          ? ExitCode.UNREACHABLE
          : ExitCode.USAGE;
    } catch (IOException e) {
      throw wrong("--file: " + copy + " cannot be read: " + e.getMessage());
    }
  }

  private Conformance conformance() {
    try {
      Conformance conformance =
          Conformance.of(new URI(url), copy)
              .timeout(Duration.ofSeconds(timeout))
              .pause(Duration.ofMillis(pause));
      for (String header : headers) {
        conformance = field(conformance, header);
      }
      if (certificates.isPresent()) {
        conformance = conformance.trusting(Certificates.read(certificates.get()));
      }
      return groups.isEmpty() ? conformance : conformance.only(chosen());
    } catch (URISyntaxException e) {
      throw wrong("the URL cannot be read: " + e.getReason() + " at character " + e.getIndex());
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw wrong("--file: " + e.getMessage());
    }
  }

  private Conformance field(Conformance conformance, String header) {
    int colon = header.indexOf(':');
    if (colon < 1) {
      throw wrong("--header needs 'NAME: VALUE', with a colon.");
    }
    return conformance.field(
        header.substring(0, colon).strip(), header.substring(colon + 1).strip());
  }

  private Set<Group> chosen() {
    return groups.stream()
        .map(letter ->
            Group.named(letter)
                .filter(Group::isAskedOfAnyUrl)
                .orElseThrow(() -> wrong(noGroup(letter))))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Group.class)));
  }

  private static String noGroup(String letter) {
    return "--groups: there is no group %s; there are %s."
        .formatted(
            letter,
            Arrays.stream(Group.values())
                .filter(Group::isAskedOfAnyUrl)
                .map(Enum::name)
                .collect(Collectors.joining(", ")));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
