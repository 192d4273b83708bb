package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.LogConfig.Access;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** File names as they stand in the file; relative ones belong to the configuration's folder. */
final class Paths {
  static final Kind<Path> FOLDER = new Kind<>("folder", Paths::parse, Path::toString);
  static final Kind<Path> FILE = new Kind<>("file", Paths::parse, Path::toString);
  static final Kind<String> FILE_NAME = new Kind<>("file name", Paths::fileName, name -> name);
  static final Kind<Access> ACCESS_LOG =
      new Kind<>("`off`, `stdout` or a file", Paths::access, Paths::show);

  private Paths() {}

  private static Parsed<Path> parse(String text) {
    if (text.isEmpty()) {
      return Parsed.bad("the name is empty.", "");
    }
    if (text.startsWith("~")) {
      return Parsed.bad(
          Quoted.of(text) + " begins with `~`, which only a shell understands.",
          "Write the whole path.");
    }
    try {
      return Parsed.good(Path.of(text));
    } catch (InvalidPathException e) {
      return Parsed.bad(Quoted.of(text) + " is not a file name.", "");
    }
  }

  private static Parsed<String> fileName(String text) {
    boolean segment =
        !text.isEmpty()
            && !text.equals(".")
            && !text.equals("..")
            && text.indexOf('/') < 0
            && text.chars().noneMatch(c -> c < 0x20 || c == 0x7F);
    return segment
        ? Parsed.good(text)
        : Parsed.bad(Quoted.of(text) + " is not a plain file name.", "Write index.html, or off.");
  }

  private static Parsed<Access> access(String text) {
    return switch (text) {
      case "off" -> Parsed.good(new Access.Off());
      case "stdout" -> Parsed.good(new Access.Stdout());
      case "stderr", "syslog" ->
          Parsed.bad("the access log cannot go to " + text + ".", "Write stdout or a file.");
      default -> parse(text).map(Access.ToFile::new);
    };
  }

  private static String show(Access access) {
    return switch (access) {
      case Access.Off() -> "off";
      case Access.Stdout() -> "stdout";
      case Access.ToFile(Path file) -> file.toString();
    };
  }
}
