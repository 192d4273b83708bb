package dev.handoff.architecture.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A statement that Handoff is held to, for example {@code file-responses E8}.
 *
 * @param document where it stands
 * @param id a capital letter for the group, and a number
 */
record Statement(String document, String id) {
  Statement {
    if (!id.matches("[A-Z][1-9][0-9]*")) {
      throw new IllegalArgumentException("not a statement id: " + id);
    }
  }

  String group() {
    return id.substring(0, 1);
  }

  int number() {
    return Integer.parseInt(id.substring(1));
  }

  @Override
  public String toString() {
    return document + " " + id;
  }

  /**
   * Reads a table of statements: document, id and one sentence about it, separated by tabs.
   *
   * @throws IllegalArgumentException naming file and line when a row is malformed or repeated
   */
  static Map<Statement, String> table(Path file) throws IOException {
    Map<Statement, String> rows = new LinkedHashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split("\t");
      String where = file.getFileName() + ":" + number + "  ";
      if (cells.length != 3) {
        throw new IllegalArgumentException(where + "needs three cells, has " + cells.length);
      }
      if (rows.put(new Statement(cells[0], cells[1]), cells[2]) != null) {
        throw new IllegalArgumentException(where + "stands there twice");
      }
    }
    return rows;
  }
}
