package dev.handoff.cli.links;

import dev.handoff.cli.exit.ExitCode;
import dev.handoff.core.links.Link;
import dev.handoff.core.links.LinkScope;
import dev.handoff.core.links.LinkVerdict;
import dev.handoff.core.paths.Octets;
import java.io.PrintWriter;
import java.time.Duration;
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

/** {@code handoff verify URL}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Says what a signed URL permits, or why it permits nothing.",
    footerHeading = "%nExample:%n",
    footer = {
      "  handoff verify 'https://files.example/d/report.pdf?h=1.k1.…' --key k1=file:/etc/handoff/k1",
      "",
      "Exit: 0 valid, 1 expired, forged or of an unknown key."
    })
public final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KeyOption keys = new KeyOption();

  @Parameters(paramLabel = "URL", description = "As a client would send it; absolute, or a path.")
  private String url = "";

  @Option(
      names = "--from",
      paramLabel = "ADDRESS",
      description = "The client's address, for links that are good from one network.")
  private Optional<String> from = Optional.empty();

  @Override
  public Integer call() {
    Instant now = Instant.now();
    LinkVerdict verdict;
    try {
      verdict = keys.links().verify(url, from.map(this::address), now);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "URL: " + e.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    String text =
        switch (verdict) {
          case LinkVerdict.Valid(Link link, String key) ->
              "valid: " + permits(link, now) + ", by key " + key;
          case LinkVerdict.Expired(Instant at) -> "expired: " + at;
          case LinkVerdict.Forged(String reason) -> "forged: " + reason;
          case LinkVerdict.UnknownKey(String id) -> "unknown key: " + id;
        };
    out.println(text);
    out.flush();
    return verdict instanceof LinkVerdict.Valid ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private static String permits(Link link, Instant now) {
    String what =
        link.scope() instanceof LinkScope.Folder folder
            ? "everything below " + folder.path()
            : link.scope().path();
    long minutes = Duration.between(now, link.expires()).toMinutes();
    String until = " until " + link.expires() + " (" + minutes + " min left)";
    String who = link.subject().map(name -> ", for " + name).orElse("");
    String where = link.network().map(network -> ", from " + network.text()).orElse("");
    return what + until + who + where;
  }

  private Octets address(String text) {
    try {
      return Octets.wrap(Networks.address(text));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--from: " + e.getMessage() + ".");
    }
  }
}
