package dev.handoff.core.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.Validators;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditions against a second reader: lists of tags as regular expressions, and the order of RFC
 * 9110 §13.2.2 written out.
 */
final class PreconditionsFuzzTest {

  private static final Instant MODIFIED = Instant.parse("2025-03-10T12:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");
  private static final Pattern LIST =
      Pattern.compile("[ \\t,]*(?:(?:TAG)[ \\t]*(?:,[ \\t,]*|$))*".replace("TAG", TAG.pattern()));

  /**
   * The first line is If-Match, the second If-None-Match, each absent when empty; more are more.
   */
  @FuzzTest
  void decidesAsTheRfcDoes(byte[] input) {
    String[] lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", -1);
    List<String> ifMatch = new ArrayList<>();
    List<String> ifNoneMatch = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isEmpty()) {
        (i % 2 == 0 ? ifMatch : ifNoneMatch).add(lines[i]);
      }
    }
    FieldLines request =
        name ->
            switch (name) {
              case "If-Match" -> ifMatch;
              case "If-None-Match" -> ifNoneMatch;
              default -> List.of();
            };
    for (boolean weak : new boolean[] {false, true}) {
      EntityTag tag = new EntityTag("a", weak);
      Validators validators = new Validators(Optional.of(tag), Optional.of(MODIFIED));
      for (boolean retrieves : new boolean[] {true, false}) {
        Verdict expected = Verdict.PROCEED;
        if (!ifMatch.isEmpty() && !matches(ifMatch, tag, true)) {
          expected = Verdict.PRECONDITION_FAILED;
        } else if (!ifNoneMatch.isEmpty() && matches(ifNoneMatch, tag, false)) {
          expected = retrieves ? Verdict.NOT_MODIFIED : Verdict.PRECONDITION_FAILED;
        }
        assertThat(Preconditions.of(request).evaluate(retrieves, validators, NOW))
            .isEqualTo(expected);
      }
    }
    ifMatch.forEach(line -> ifRangeIsStrong(line));
  }

  private static void ifRangeIsStrong(String line) {
    Validators validators =
        new Validators(Optional.of(new EntityTag("a", false)), Optional.of(MODIFIED));
    boolean strong = line.matches("[ \\t]*\"a\"[ \\t]*");
    boolean date = line.matches("[ \\t]*[A-Z][a-z]+,? .*(GMT|2025)[ \\t]*");

    assertThat(IfRange.allows(List.of(line), validators, NOW)).isIn(strong, strong || date);
  }

  private static boolean matches(List<String> lines, EntityTag current, boolean strong) {
    if (lines.size() == 1 && lines.get(0).matches("[ \\t]*\\*[ \\t]*")) {
      return true;
    }
    boolean found = false;
    for (String line : lines) {
      if (!LIST.matcher(line).matches()) {
        return false;
      }
      Matcher member = TAG.matcher(line);
      while (member.find()) {
        boolean weak = member.group(1) != null || current.weak();
        found |= member.group(2).equals(current.opaque()) && !(strong && weak);
      }
    }
    return found;
  }
}
