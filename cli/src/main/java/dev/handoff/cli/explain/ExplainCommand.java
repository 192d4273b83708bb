package dev.handoff.cli.explain;

import dev.handoff.cli.exit.ExitCode;
import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code handoff explain URL}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Makes one request and prints how the gateway decided about it.",
    footerHeading = "%nExample:%n",
    footer = {
      "  handoff explain http://127.0.0.1:8080/download/42 -c handoff.yaml -H 'Cookie: session=…'",
      "",
      "The gateway needs explain.secret in its configuration; the same secret is used here.",
      "Exit: 0 explained, 1 answered without an explanation, 3 unreachable."
    })
public final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "URL", description = "What to ask for, http:// or https://.")
  private String url = "";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Take the secret from this configuration.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--secret",
      paramLabel = "env:NAME|file:PATH",
      description = "Take the secret from here.")
  private Optional<String> reference = Optional.empty();

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "A field to send along, Host included; may be repeated.")
  private List<String> headers = List.of();

  @Option(names = "--json", description = "Print the trace as it comes.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    URI target = target();
    Question question = new Question(target, fields(), secret());
    if (question.showsSecretOnTheWay()) {
      err.println("Note: the secret travels unencrypted to " + target.getHost() + ".");
    }
    Answer answer;
    try {
      answer = question.ask();
    } catch (IOException e) {
      err.println(target + " cannot be reached: " + reason(e));
      return ExitCode.UNREACHABLE;
    } catch (IllegalArgumentException e) {
      throw wrong("--header: " + e.getMessage());
    }
    if (!answer.isTrace()) {
      err.println(answer.whyNoTrace(target));
      return ExitCode.FINDINGS;
    }
    return print(answer.body(), out, err);
  }

  private int print(String body, PrintWriter out, PrintWriter err) {
    if (json) {
      out.println(body);
      return ExitCode.FINE;
    }
    try {
      out.println(Trace.parse(body).readable());
      return ExitCode.FINE;
    } catch (IOException e) {
      err.println("The trace cannot be read: " + reason(e));
      return ExitCode.FINDINGS;
    }
  }

  private URI target() {
    try {
      URI target = new URI(url);
      String scheme = String.valueOf(target.getScheme());
      if (target.getHost() == null || !scheme.matches("(?i)https?")) {
        throw wrong(url + " is not an http:// or https:// URL.");
      }
      return target;
    } catch (URISyntaxException e) {
      throw wrong(url + " is not a URL: " + e.getReason() + " at character " + e.getIndex() + ".");
    }
  }

  private List<Question.Field> fields() {
    List<Question.Field> fields = new ArrayList<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw wrong("--header: " + header + " is not NAME: VALUE.");
      }
      fields.add(
          new Question.Field(
              header.substring(0, colon).strip(), header.substring(colon + 1).strip()));
    }
    return fields;
  }

  private Secret secret() {
    if (reference.isPresent()) {
      try {
        return ConfigFile.secret(reference.get());
      } catch (IllegalArgumentException e) {
        throw wrong("--secret: " + e.getMessage());
      }
    }
    if (file.isEmpty()) {
      throw wrong("Where is the secret? Name the configuration with -c, or use --secret.");
    }
    return switch (ConfigFile.at(file.get()).read()) {
      case Reading.Accepted accepted ->
          accepted
              .config()
              .explain()
              .orElseThrow(() -> wrong(file.get() + " has no explain.secret."));
      case Reading.Refused refused ->
          throw wrong(
              refused.problems().getFirst().text()
                  + System.lineSeparator()
                  + file.get()
                  + " is refused; --secret works without it.");
    };
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
