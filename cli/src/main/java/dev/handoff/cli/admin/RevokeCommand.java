package dev.handoff.cli.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code handoff admin revoke}. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = {
      "Withdraws decisions that apps let the gateway reuse; the next request asks the app.",
      "What is being delivered already goes on."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  handoff admin revoke u42:f9 -c handoff.yaml",
      "  handoff admin revoke --prefix u42: -c handoff.yaml"
    })
final class RevokeCommand implements Callable<Integer> {
  @Mixin private AdminOptions options = new AdminOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "KEY",
      description = "As in the app's  Handoff: key=\"…\".")
  private Optional<String> key = Optional.empty();

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "All whose key begins so; with an empty text all that have a key.")
  private Optional<String> prefix = Optional.empty();

  @Override
  public Integer call() {
    if (key.isPresent() == prefix.isPresent()) {
      throw options.wrong("Name either a key or a --prefix.");
    }
    String content = key.isPresent() ? json("key", key.get()) : json("prefix", prefix.orElse(""));
    return options.ask("POST", "/revoke", content, RevokeCommand::readable);
  }

  private static String readable(AdminJson answer) {
    String count = answer.text("revoked").orElse("?");
    return count.equals("0")
        ? "No decision of that name was kept; requests that are on their way ask the app, too."
        : count + (count.equals("1") ? " decision" : " decisions") + " revoked.";
  }

  private static String json(String name, String value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField(name, value);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
