package dev.handoff.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The statements that cases are of. */
final class Statements {
  private static final Map<String, Statement> ALL = read();

  private Statements() {}

  static Statement of(String id) {
    Statement statement = ALL.get(id);
    if (statement == null) {
      throw new IllegalArgumentException(id + " has no sentence, or no reference");
    }
    return statement;
  }

  private static Map<String, Statement> read() {
    Map<String, String> sentences = sentences();
    Map<String, Statement> all = new HashMap<>();
    REFERENCES
        .lines()
        .map(line -> line.split("\\|", -1))
        .forEach(cells -> {
          Demand demand = Demand.valueOf(cells[1].strip().toUpperCase(Locale.ROOT));
          for (String id : cells[0].strip().split(" ", -1)) {
            String sentence =
                Objects.requireNonNull(sentences.get(id), () -> id + " is no statement");
            all.put(id, new Statement(id, sentence, cells[2].strip(), demand));
          }
        });
    return all;
  }

  private static Map<String, String> sentences() {
    Map<String, String> sentences = new HashMap<>();
    try (InputStream in = Statements.class.getResourceAsStream("statements.tsv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(cells -> cells[0].equals("file-responses"))
          .forEach(cells -> sentences.put(cells[1], cells[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sentences;
  }

  private static final String REFERENCES =
      """
      A1 A2       | agreed | RFC 6266 §4
      A3 A6 A8    | agreed | RFC 6266, appendix D
      A4 A16      | must   | RFC 8187 §3.2.1
      A5          | must   | RFC 9110 §5.6.4
      A7          | must   | RFC 9110 §5.5
      A10         | must   | RFC 2047 §5
      A11         | agreed | RFC 6266, appendix D
      A22         | should | RFC 9110 §9.3.2, §15.3.7
      A23         | agreed | RFC 6266 §4
      B1 B2       | agreed | RFC 9110 §8.3
      B9          | agreed | RFC 9110 §8.4
      B11         | agreed | RFC 9110 §8.3
      B12         | should | RFC 9110 §15.3.7.2
      C1          | should | RFC 9110 §8.8.2, §8.8.3
      C4          | must   | RFC 9110 §8.8.3
      C5          | must   | RFC 9110 §5.6.7
      C6          | must   | RFC 9110 §8.8.2.1
      C10         | must   | RFC 9110 §15.4.5
      C11         | must   | RFC 9110 §15.3.7
      C13         | agreed | RFC 9110 §8.8.3
      D1 D2 D3 D4 | must   | RFC 9110 §13.1.1
      D5          | must   | RFC 9110 §5.6.1.2
      D6          | must   | RFC 9110 §5.2
      D7          | must   | RFC 9110 §13.1.4
      D9 D10 D11  | must   | RFC 9110 §13.1.4
      D12         | must   | RFC 9110 §13.1.2
      D14 D15     | must   | RFC 9110 §13.1.3
      D16 D18     | must   | RFC 9110 §8.8.3
      D17         | must   | RFC 9110 §8.8.3.2
      D19         | agreed | RFC 9110 §13.1.2
      D20 D23     | should | RFC 9110 §13.1.3
      D21 D24     | must   | RFC 9110 §13.1.3
      D22         | must   | RFC 9110 §5.6.7
      D26         | must   | RFC 9110 §13.2.1
      D28         | must   | RFC 9110 §15.4.5
      E1 E2 E3 E4 | should | RFC 9110 §14.1.2, §14.2
      E5 E6 E9    | should | RFC 9110 §14.1.2, §15.5.17
      E7 E8       | must   | RFC 9110 §14.1.2
      E10         | should | RFC 9110 §14.1.1
      E11         | must   | RFC 9110 §14.1
      E12         | should | RFC 9110 §5.6.1.2
      E13 E18     | must   | RFC 9110 §14.2
      E14 E15 E17 | must   | RFC 9110 §14.1.1, §14.2
      E21         | agreed | RFC 9110 §14.3
      E24         | agreed | RFC 9110 §14.2
      F1          | should | RFC 9110 §15.3.7.2
      F4          | should | RFC 9110 §15.3.7.2
      F7          | must   | RFC 9110 §15.3.7.2
      F8 F11      | should | RFC 9110 §14.1.2, §14.2
      F9          | should | RFC 9110 §15.5.17
      F16         | must   | RFC 9110 §5.6.1.2
      G1 G4 G9    | should | RFC 9110 §13.1.5
      G2 G3 G5 G6 | must   | RFC 9110 §13.1.5
      G8 G10      | must   | RFC 9110 §13.1.5
      G11         | must   | RFC 9110 §13.2.2
      G12         | must   | RFC 9110 §14.2
      H1          | should | RFC 9110 §9.3.2
      H3          | should | RFC 9110 §13.2
      H6          | must   | RFC 9110 §15.5.6
      H7          | agreed | RFC 9110 §9.3.7
      H8          | agreed | RFC 9110 §9.3.8
      H9          | agreed | RFC 9110 §8.6
      H11         | should | RFC 9110 §14.1.2
      H13 H14     | agreed | RFC 9110 §17.3
      K14         | must   | RFC 9110 §6.6.1
      L1 L2 L3 L4 | agreed | RFC 9110 §17.3, RFC 3986 §7.3
      """;
}
