package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.LogConfig.Access;
import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.yaml.SecretReference.Env;
import dev.handoff.gateway.config.yaml.SecretReference.InFile;
import dev.handoff.gateway.config.yaml.Section.Item;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the file refers to: folders, log files, secrets. Looked at when the file is read, so that a
 * configuration which is accepted can be run; what changes later is the data path's business.
 */
final class Surroundings {
  private static final int LEAST_SECRET_OCTETS = 32;
  private static final int LARGEST_SECRET_FILE = 64 << 10;
  private static final String MAKE_SECRET = "Make one: (umask 077; openssl rand -base64 48 > FILE)";

  private final Report report;
  private final Path file;
  private final Path folder;
  private final UnaryOperator<@Nullable String> environment;
  private final List<Path> secretFiles = new ArrayList<>();

  Surroundings(Report report, Path file, UnaryOperator<@Nullable String> environment) {
    this.report = report;
    this.file = file.toAbsolutePath().normalize();
    Path parent = this.file.getParent();
    this.folder = parent == null ? this.file : parent;
    this.environment = environment;
  }

  /** The configuration's own file. */
  Path file() {
    return file;
  }

  /** Files that secrets were read from. */
  List<Path> secretFiles() {
    return List.copyOf(secretFiles);
  }

  /**
   * A folder to serve.
   *
   * @param real where it leads after all links; compared with other roots, never used to serve
   */
  record Root(Path path, Path real) {}

  Optional<Root> root(Item<Path> item, String key) {
    Path path = absolute(item.value());
    String found = Quoted.bare(path.toString());
    if (!Files.exists(path)) {
      report.wrong(item.line(), key, found + " does not exist.", "Create it or correct the name.");
    } else if (!Files.isDirectory(path)) {
      report.wrong(
          item.line(), key, found + " is not a folder.", "Name the folder the files are in.");
    } else if (!Files.isExecutable(path)) {
      report.wrong(
          item.line(),
          key,
          "the user that runs this program may not enter " + found + ".",
          "Change its owner or mode.");
    } else {
      try {
        return Optional.of(new Root(path, path.toRealPath()));
      } catch (IOException e) {
        report.wrong(item.line(), key, found + " cannot be read.", "Check the folders above it.");
      }
    }
    return Optional.empty();
  }

  Access logFile(Item<Access> item, String key) {
    if (!(item.value() instanceof Access.ToFile(Path given))) {
      return item.value();
    }
    Path log = absolute(given);
    Path parent = log.getParent();
    if (Files.isDirectory(log)) {
      report.wrong(item.line(), key, Quoted.bare(log.toString()) + " is a folder.", "Name a file.");
    } else if (parent == null || !Files.isDirectory(parent)) {
      String found = Quoted.bare(String.valueOf(parent));
      report.wrong(item.line(), key, "the folder " + found + " does not exist.", "Create it.");
    } else if (!Files.isWritable(Files.exists(log) ? log : parent)) {
      String found = Quoted.bare(log.toString());
      report.wrong(item.line(), key, found + " cannot be written.", "Change its owner or mode.");
    }
    return new Access.ToFile(log);
  }

  /** What somebody else made up, of any length. */
  Optional<Secret> password(Item<SecretReference> item, String key) {
    return text(item, key).map(Secret::new);
  }

  private Optional<String> text(Item<SecretReference> item, String key) {
    return switch (item.value()) {
      case Env(String variable) -> fromEnvironment(variable, item.line(), key);
      case InFile(Path given) -> fromFile(absolute(given), item.line(), key);
    };
  }

  Optional<Secret> secret(Item<SecretReference> item, String key) {
    return text(item, key)
        .flatMap(value -> {
          // It travels as a field's value, so it has to be one (RFC 9110 §5.5).
          boolean visible = value.chars().allMatch(c -> c > 0x20 && c < 0x7F);
          if (value.length() < LEAST_SECRET_OCTETS) {
            report.wrong(
                item.line(),
                key,
                value.length() + " octets can be guessed; at least 32 are needed.",
                MAKE_SECRET);
          } else if (!visible) {
            report.wrong(
                item.line(),
                key,
                "the secret holds characters that cannot stand in a header field.",
                "Use letters, digits and punctuation, without spaces.");
          } else {
            return Optional.of(new Secret(value));
          }
          return Optional.empty();
        });
  }

  /** Variables that have to be there, whatever they hold. */
  void needVariables(List<String> names, int line, String key, String fix) {
    for (String name : names) {
      String value = environment.apply(name);
      if (value == null || value.isBlank()) {
        report.wrong(line, key, "the environment has no variable " + name + ".", fix);
      }
    }
  }

  private Optional<String> fromEnvironment(String variable, int line, String key) {
    String value = environment.apply(variable);
    if (value == null || value.isEmpty()) {
      report.wrong(
          line, key, "the environment has no variable " + variable + ".", "Set it, or use file:.");
      return Optional.empty();
    }
    return Optional.of(value.strip());
  }

  private Optional<String> fromFile(Path secret, int line, String key) {
    String found = Quoted.bare(secret.toString());
    if (!Files.exists(secret)) {
      report.wrong(line, key, found + " does not exist.", MAKE_SECRET);
      return Optional.empty();
    }
    if (!Files.isRegularFile(secret)) {
      report.wrong(line, key, found + " is not a regular file.", "Name the file of the secret.");
      return Optional.empty();
    }
    secretFiles.add(secret);
    try (InputStream in = Files.newInputStream(secret)) {
      byte[] octets = in.readNBytes(LARGEST_SECRET_FILE);
      warnWhenReadable(secret, line, key);
      Optional<String> text = YamlText.strictly(octets).map(String::strip);
      if (text.isEmpty()) {
        report.wrong(line, key, found + " does not hold text.", MAKE_SECRET);
      }
      return text;
    } catch (IOException e) {
      report.wrong(
          line,
          key,
          "the user that runs this program cannot read " + found + ".",
          "Change its owner or mode.");
      return Optional.empty();
    }
  }

  /** Remembers a file that nobody else should read. */
  void secretFile(Path file, int line, String key) {
    secretFiles.add(file);
    try {
      warnWhenReadable(file, line, key);
    } catch (IOException e) {
      report.wrong(line, key, Quoted.bare(file.toString()) + " cannot be read.", "");
    }
  }

  private void warnWhenReadable(Path secret, int line, String key) throws IOException {
    Set<PosixFilePermission> permissions;
    try {
      permissions = Files.getPosixFilePermissions(secret);
    } catch (UnsupportedOperationException e) {
      return;
    }
    if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
      String found = Quoted.bare(secret.toString());
      report.warn(
          line,
          key,
          key + ": every user of this machine can read " + found + ".",
          "Run chmod 600 on it.");
    }
  }

  /** Relative names belong to the configuration's folder. */
  Path absolute(Path path) {
    return folder.resolve(path).normalize();
  }
}
