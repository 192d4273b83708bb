package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The door: a configuration file that can be read, again and again (SIGHUP). Reading looks at the
 * file, at the folders and secrets it names and at the environment; it opens no socket. Immutable;
 * may be shared between threads.
 */
public final class ConfigFile {
  /** What an empty file should have held. */
  static final String SMALLEST =
      "The smallest useful one: `apps: { shop: \"http://127.0.0.1:8000\" }` and `internal: {"
          + " /_files/: /srv/shop/files }`.";

  private final Path file;
  private final UnaryOperator<@Nullable String> environment;
  private final List<String> listen;

  private ConfigFile(Path file, UnaryOperator<@Nullable String> environment, List<String> listen) {
    this.file = file;
    this.environment = environment;
    this.listen = List.copyOf(listen);
  }

  public static ConfigFile at(Path file) {
    return new ConfigFile(file, System::getenv, List.of());
  }

  /** Another environment for {@code env:} secrets. */
  ConfigFile in(UnaryOperator<@Nullable String> variables) {
    return new ConfigFile(file, variables, listen);
  }

  /**
   * These addresses instead of the file's, as {@code --listen} has them; none leaves the file's.
   *
   * @throws IllegalArgumentException when one is not an address; the message is for the user
   */
  public ConfigFile listeningOn(List<String> addresses) {
    ListenReader.fromOption(addresses);
    return new ConfigFile(file, environment, addresses);
  }

  /**
   * A secret named on the command line ({@code env:NAME}, {@code file:/path}), by the rules that
   * hold in a file.
   *
   * @throws IllegalArgumentException when there is none; the message is for the user
   */
  public static Secret secret(String reference) {
    Path here = Path.of("");
    Report report = new Report(here);
    Surroundings surroundings =
        new Surroundings(report, here.resolve("handoff.yaml"), System::getenv);
    return switch (SecretReference.KIND.parse().apply(reference)) {
      case Parsed.Bad<SecretReference>(String why, String fix) ->
          throw new IllegalArgumentException(why + " " + fix);
      case Parsed.Good<SecretReference>(SecretReference found) ->
          surroundings
              .secret(new Section.Item<>(found, 1), "")
              .orElseThrow(() -> {
                // Warnings may stand before the reason.
                Problem first =
                    report.problems().stream()
                        .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                        .findFirst()
                        .orElseThrow();
                return new IllegalArgumentException(first.finding() + " " + first.fix());
              });
    };
  }

  /** As the user wrote it. */
  public Path path() {
    return file;
  }

  /** Blocks on the file system. */
  public Reading read() {
    Report report = new Report(file);
    return YamlText.load(file, report)
        .map(octets -> read(octets, report))
        .orElseGet(() -> new Reading.Refused(report.problems()));
  }

  /** The same for content that is at hand. */
  Reading read(byte[] octets) {
    return read(octets, new Report(file));
  }

  private Reading read(byte[] octets, Report report) {
    TopLevel top = new TopLevel(report, new Surroundings(report, file, environment), listen);
    Optional<GatewayConfig> config =
        YamlText.decode(octets, report)
            .flatMap(text -> YamlTree.of(text, report))
            .flatMap(tree -> top.read(tree));
    return config.isEmpty() || report.hasErrors()
        ? new Reading.Refused(report.problems())
        : new Reading.Accepted(config.get(), report.problems(), report.settings());
  }
}
