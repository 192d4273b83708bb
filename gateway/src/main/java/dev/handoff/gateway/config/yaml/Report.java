package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.yaml.Problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Collects what one reading of a file finds: problems, and the settings for {@code show}. */
final class Report {
  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Setting> settings = new LinkedHashMap<>();

  Report(Path file) {
    this.file = file.toString();
  }

  /**
   * A value that is refused.
   *
   * @param why continues "key: "
   */
  void wrong(int line, String key, String why, String fix) {
    error(line, key, key.isEmpty() ? why : key + ": " + why, fix);
  }

  /**
   * @param finding whole sentences
   */
  void error(int line, String key, String finding, String fix) {
    problems.add(new Problem(Severity.ERROR, file, OptionalInt.of(line), key, finding, fix));
  }

  /** The file itself cannot be read, so there is no line. */
  void unreadable(String finding, String fix) {
    problems.add(new Problem(Severity.ERROR, file, OptionalInt.empty(), "", finding, fix));
  }

  /**
   * @param finding whole sentences
   */
  void warn(int line, String key, String finding, String fix) {
    problems.add(new Problem(Severity.WARNING, file, OptionalInt.of(line), key, finding, fix));
  }

  /** The last word on a key holds. */
  void set(String key, Setting.Value value, Setting.Origin origin) {
    settings.put(key, new Setting(key, value, origin));
  }

  boolean hasErrors() {
    return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  List<Problem> problems() {
    return problems.stream().sorted(Problem.BY_LINE).toList();
  }

  /** In the order of the documentation, which need not be the order of reading. */
  List<Setting> settings() {
    List<String> parts = List.copyOf(Keys.below(""));
    return settings.values().stream()
        .sorted(Comparator.comparingInt(one -> parts.indexOf(one.key().split("\\.", 2)[0])))
        .toList();
  }
}
