package dev.handoff.cli.links;

import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import dev.handoff.gateway.config.yaml.ConfigFile;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where the keys are, alike for signing and verifying. */
final class KeyOption {
  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-k", "--key"},
      required = true,
      paramLabel = "ID=env:NAME|ID=file:PATH",
      description = {
        "A key: its name, and where its secret is. May be repeated: the first signs, all verify.",
        "The secret is base64 of at least 32 octets; `handoff keygen` makes one."
      })
  private List<String> keys = List.of();

  Links links() {
    List<LinkKey> read = new ArrayList<>();
    try {
      for (String key : keys) {
        int equals = key.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException("\"" + key + "\" is not ID=env:NAME or ID=file:PATH");
        }
        read.add(key(key.substring(0, equals), key.substring(equals + 1)));
      }
      return Links.of(read);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--key: " + e.getMessage());
    }
  }

  private static LinkKey key(String id, String reference) {
    return LinkKey.ofBase64(id, ConfigFile.secret(reference).reveal());
  }
}
