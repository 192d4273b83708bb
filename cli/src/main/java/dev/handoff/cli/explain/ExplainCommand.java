package dev.handoff.cli.explain;

import dev.handoff.cli.certificates.Certificates;
import dev.handoff.cli.exit.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "  handoff explain http://127.0.0.1:8080/download/42 -c handoff.yaml --cookie 'session=…'",
      "",
      "The gateway needs explain.secret or admin in its configuration. The app is really asked, and",
      "the answer is made up to its last field; only its content stays where it is.",
      "Exit: 0 explained, 1 answered without an explanation, 2 wrong call, 3 unreachable."
    })
public final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "URL", description = "What to ask for, http:// or https://.")
  private String url = "";

  @Mixin private Proof proof = new Proof();

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "A field to send along, Host included; may be repeated.")
  private List<String> headers = List.of();

  @Option(
      names = {"-b", "--cookie"},
      paramLabel = "'NAME=VALUE'",
      description = "A cookie to send along; may be repeated.")
  private List<String> cookies = List.of();

  @Option(
      names = {"-r", "--range"},
      paramLabel = "FIRST-LAST",
      description = "Ask for these octets only, such as 0-99 or -500.")
  private Optional<String> range = Optional.empty();

  @Option(
      names = {"-I", "--head"},
      description = "Ask by HEAD instead of GET.")
  private boolean head;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description = "Believe the certificates in this PEM file.")
  private Optional<Path> authorities = Optional.empty();

  @Option(
      names = {"-k", "--insecure"},
      description = "Believe any certificate. Whoever answers then learns the secret.")
  private boolean insecure;

  @Option(names = "--json", description = "Print the trace as it comes.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    URI target = target();
    List<Question.Field> fields = fields();
    Optional<SSLContext> trust = trust();
    String shown;
    try {
      shown = proof.find();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      err.println(reason(e));
      return ExitCode.UNREACHABLE;
    }
    Question question = new Question(head ? "HEAD" : "GET", target, fields, shown, trust);
    if (question.goesUnencrypted()) {
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
      out.println(new ReadableTrace(Trace.parse(body)).text());
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

  private Optional<SSLContext> trust() {
    if (insecure && authorities.isPresent()) {
      throw wrong("--insecure believes everybody, so --cacert has no effect; leave one out.");
    }
    try {
      return insecure ? Optional.of(Certificates.any()) : authorities.map(Certificates::read);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
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
    if (!cookies.isEmpty()) {
      fields.add(new Question.Field("Cookie", String.join("; ", cookies)));
    }
    range.ifPresent(octets -> fields.add(new Question.Field("Range", "bytes=" + octets)));
    return fields;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
