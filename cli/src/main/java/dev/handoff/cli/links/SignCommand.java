package dev.handoff.cli.links;

import dev.handoff.cli.exit.ExitCode;
import dev.handoff.core.links.ClientNetwork;
import dev.handoff.core.links.Link;
import dev.handoff.core.links.Links;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code handoff sign URL}. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = "Prints a URL that permits reading what it names, until it expires.",
    footerHeading = "%nExample:%n",
    footer = {
      "  handoff sign https://files.example/d/report.pdf --expires 24h --key k1=file:/etc/handoff/k1",
      "",
      "A URL that ends in a slash needs --folder, and permits everything below it.",
      "Whoever has the link has the file: it belongs neither in logs nor in public places."
    })
public final class SignCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KeyOption keys = new KeyOption();

  @Parameters(paramLabel = "URL", description = "Encoded as it is sent; absolute, or a path.")
  private String url = "";

  @Option(
      names = {"-e", "--expires"},
      required = true,
      paramLabel = "TIME",
      description = "In 30m, 24h, 7d; or at 2026-12-24T18:00:00Z.")
  private String expires = "";

  @Option(names = "--folder", description = "Permit everything below the URL.")
  private boolean folder;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = "For whom it is; readable in the link.")
  private Optional<String> subject = Optional.empty();

  @Option(
      names = "--network",
      paramLabel = "ADDRESS/BITS",
      description = "Good only from there: 203.0.113.0/24, 2001:db8::/56.")
  private Optional<String> network = Optional.empty();

  @Override
  public Integer call() {
    Links links = keys.links();
    Instant now = Instant.now();
    Instant until = parsed("--expires", () -> Expiry.parse(expires, now));
    if (!until.isAfter(now)) {
      throw wrong("--expires: " + until + " has passed.");
    }
    Optional<ClientNetwork> from =
        network.map(text -> parsed("--network", () -> Networks.parse(text)));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        parsed("URL", () -> links.signed(url, link -> complete(link, from), folder, until)));
    out.flush();
    return ExitCode.FINE;
  }

  private Link complete(Link link, Optional<ClientNetwork> from) {
    Link named = subject.map(link::forSubject).orElse(link);
    return from.map(named::fromNetwork).orElse(named);
  }

  private <T> T parsed(String what, java.util.function.Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException e) {
      throw wrong(what + ": " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
