package dev.handoff.gateway.config.yaml;

import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Puts the parser's complaints into the words of this program. */
final class YamlSyntax {
  private YamlSyntax() {}

  static void explain(YamlEngineException found, String text, Report report) {
    switch (found) {
      case MarkedYamlEngineException marked -> {
        Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
        int line = mark.map(at -> at.getLine() + 1).orElse(1);
        String problem = Optional.ofNullable(marked.getProblem()).orElse("");
        explain(line, problem, report);
      }
      case ReaderException unprintable -> {
        String point = String.format("U+%04X", unprintable.getCodePoint());
        int line = lineOf(unprintable.getPosition(), text);
        report.wrong(line, "", "character " + point + " is not allowed in YAML.", "Remove it.");
      }
      default -> {
        String problem = Quoted.bare(String.valueOf(found.getMessage()));
        report.wrong(1, "", "not valid YAML: " + problem, "");
      }
    }
  }

  private static void explain(int line, String problem, Report report) {
    String lower = problem.toLowerCase(Locale.ROOT);
    if (lower.contains("tab")) {
      report.wrong(line, "", "a tab stands where YAML needs spaces.", "Indent with spaces.");
    } else if (lower.startsWith("mapping values are not allowed")) {
      report.wrong(
          line,
          "",
          "not valid YAML: a second `: ` in one line, or a line that is indented too far.",
          "Put quotes around a value that contains `: `.");
    } else if (lower.startsWith("expected <block end>")) {
      report.wrong(
          line,
          "",
          "not valid YAML: this line fits neither the block above nor a new one.",
          "Line it up with the keys beside it.");
    } else {
      report.wrong(
          line,
          "",
          "not valid YAML: " + Quoted.bare(problem) + ".",
          "Check indentation, brackets and quotes here and in the line above.");
    }
  }

  /**
   * @param position in code points, as the parser counts
   */
  private static int lineOf(int position, String text) {
    return 1 + (int) text.codePoints().limit(position).filter(point -> point == '\n').count();
  }
}
