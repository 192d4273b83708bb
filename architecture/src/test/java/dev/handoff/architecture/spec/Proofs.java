package dev.handoff.architecture.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which test class says it proves which statement. A class says so in comment lines such as {@code
 * // proves file-responses: A1 A3-A7}.
 */
final class Proofs {
  private static final Pattern MARKER = Pattern.compile("^// proves ([a-z-]+):(.*)$");
  private static final Pattern RANGE = Pattern.compile("([A-Z])([0-9]+)-([A-Z]?)([0-9]+)");
  static final Comparator<Statement> ORDER =
      Comparator.comparing(Statement::document)
          .thenComparing(Statement::group)
          .thenComparingInt(Statement::number);

  private final Map<Statement, List<Path>> byStatement = new TreeMap<>(ORDER);

  /**
   * Reads every test source below the project's root.
   *
   * @throws IllegalArgumentException naming file and line when a marker cannot be read
   */
  static Proofs in(Path root) throws IOException {
    Proofs proofs = new Proofs();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.sorted().toList()) {
        proofs.readAll(root, module.resolve("src/test/java"));
      }
    }
    return proofs;
  }

  private void readAll(Path root, Path sources) throws IOException {
    if (!Files.isDirectory(sources)) {
      return;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        read(root.relativize(file), Files.readAllLines(file));
      }
    }
  }

  private void read(Path file, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      Matcher marker = MARKER.matcher(lines.get(i));
      if (!marker.matches()) {
        continue;
      }
      try {
        for (String token : marker.group(2).strip().split("[\\s,]+")) {
          expand(token).map(id -> new Statement(marker.group(1), id)).forEach(s -> add(s, file));
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(file + ":" + (i + 1) + "  " + e.getMessage(), e);
      }
    }
  }

  private void add(Statement statement, Path file) {
    List<Path> files = byStatement.computeIfAbsent(statement, s -> new ArrayList<>());
    if (!files.contains(file)) {
      files.add(file);
    }
  }

  /** {@code A3-A5} and {@code A3-5} are A3, A4, A5; anything else is itself. */
  private static Stream<String> expand(String token) {
    Matcher range = RANGE.matcher(token);
    if (!range.matches()) {
      return Stream.of(token);
    }
    if (!range.group(3).isEmpty() && !range.group(3).equals(range.group(1))) {
      throw new IllegalArgumentException("a range stays in its group: " + token);
    }
    return IntStream.rangeClosed(Integer.parseInt(range.group(2)), Integer.parseInt(range.group(4)))
        .mapToObj(n -> range.group(1) + n);
  }

  List<Path> of(Statement statement) {
    return byStatement.getOrDefault(statement, List.of());
  }

  /** Every statement that some marker names, known or not. */
  Map<Statement, List<Path>> all() {
    return byStatement;
  }
}
