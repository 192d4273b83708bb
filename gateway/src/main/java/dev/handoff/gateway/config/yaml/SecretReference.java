package dev.handoff.gateway.config.yaml;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a secret is kept. The file names it; the secret itself never stands there. */
sealed interface SecretReference {
  record Env(String variable) implements SecretReference {}

  /**
   * @param file relative to the configuration's folder unless absolute
   */
  record InFile(Path file) implements SecretReference {}

  Kind<SecretReference> KIND =
      new Kind<>("`env:NAME` or `file:/path`", SecretReference::parse, SecretReference::show);

  private static Parsed<SecretReference> parse(String text) {
    if (text.matches("env:[A-Za-z_][A-Za-z0-9_]*")) {
      return Parsed.good(new Env(text.substring("env:".length())));
    }
    if (text.startsWith("file:") && text.length() > "file:".length()) {
      try {
        return Parsed.good(new InFile(Path.of(text.substring("file:".length()))));
      } catch (InvalidPathException e) {
        return Parsed.bad("the name after file: is not a file name.", "");
      }
    }
    // What stands here may be the secret itself, so it is not repeated.
    return Parsed.bad(
        "a secret does not stand in the file itself.", "Write env:NAME or file:/path.");
  }

  private static String show(SecretReference reference) {
    return switch (reference) {
      case Env(String variable) -> "env:" + variable;
      case InFile(Path file) -> "file:" + file;
    };
  }
}
