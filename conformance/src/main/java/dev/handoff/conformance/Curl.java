package dev.handoff.conformance;

import java.util.ArrayList;
import java.util.List;

/** The same request as a command that everybody has. */
final class Curl {
  private Curl() {}

  /**
   * @param lines as they may be shown
   */
  static String command(String method, String url, List<String> lines) {
    List<String> words = new ArrayList<>(List.of("curl -sS -o /dev/null -D - --http1.1"));
    if (method.equals("HEAD")) {
      words.add("-I");
    } else if (!method.equals("GET")) {
      words.add("-X " + method);
    }
    lines.forEach(line -> words.add("-H " + quoted(withValue(line))));
    words.add(quoted(url));
    return String.join(" ", words);
  }

  /** Curl takes a name with a colon alone for a field to leave out. */
  private static String withValue(String line) {
    return line.strip().endsWith(":") && line.indexOf(':') == line.strip().length() - 1
        ? line.substring(0, line.indexOf(':')) + ";"
        : line;
  }

  private static String quoted(String word) {
    return word.contains("\t")
        ? "$'" + word.replace("\\", "\\\\").replace("'", "\\'").replace("\t", "\\t") + "'"
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
