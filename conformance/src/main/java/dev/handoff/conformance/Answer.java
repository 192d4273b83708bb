package dev.handoff.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What came.
 *
 * @param statusLine as it came
 * @param lines the field lines
 * @param content without its framing, at most {@link Wire#MOST_CONTENT} of it
 * @param ending how the content ended
 */
@SuppressWarnings("ArrayRecordComponent") // Answers are looked at, never compared.
record Answer(String statusLine, int status, List<String> lines, byte[] content, Ending ending) {
  enum Ending {
    WHOLE,

    /** There is more than anybody needs to see. */
    CUT_BY_US,

    /** The connection ended before the content did. */
    BROKEN_OFF,

    /** Octets followed where the answer had ended by its own account. */
    WENT_ON
  }

  /** Values of all lines of that name; a list may stand in several. */
  Optional<String> field(String name) {
    List<String> values =
        lines.stream()
            .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
            .map(line -> line.substring(name.length() + 1).strip())
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  String text() {
    return new String(content, StandardCharsets.ISO_8859_1);
  }
}
