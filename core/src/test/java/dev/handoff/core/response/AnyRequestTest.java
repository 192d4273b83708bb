package dev.handoff.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.fields.FieldLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AnyRequestTest {
  private static final List<String> NAMES =
      List.of(
          "If-Match",
          "If-None-Match",
          "If-Modified-Since",
          "If-Unmodified-Since",
          "If-Range",
          "Range");
  private static final List<String> PIECES =
      List.of(
          "\"v1\"",
          "\"v2\"",
          "W/",
          "*",
          ",",
          " ",
          "\t",
          "\"",
          Given.SAME,
          "bytes=",
          "0-9",
          "-5",
          "500-",
          "999999999999999999999",
          "-",
          "1000-",
          "x",
          "\u00e9",
          "\\",
          "0-0,5-6");
  private static final Set<Integer> ANSWERS = Set.of(200, 206, 304, 412, 416);

  /** Clients send anything; what they get is one of five answers, and one that fits the file. */
  @Test
  void getsAnAnswerThatFitsTheFile() {
    Random random = new Random(9110);
    Map<Integer, Integer> seen = new HashMap<>();
    for (int round = 0; round < 50_000; round++) {
      Map<String, List<String>> lines = new HashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        lines.put(NAMES.get(random.nextInt(NAMES.size())), values(random));
      }
      FieldLines request = name -> lines.getOrDefault(name, List.of());
      long length = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(2000);
      String method = random.nextBoolean() ? "GET" : "HEAD";

      ResponsePlan plan = Given.decide(FileRequest.of(method, request), Given.file(length));

      assertThat(ANSWERS).as("%s %s", method, lines).contains(plan.status());
      assertFits(plan, method, length);
      seen.merge(plan.status(), 1, Integer::sum);
    }
    assertThat(seen).as("every answer occurs").containsOnlyKeys(ANSWERS);
  }

  private static List<String> values(Random random) {
    List<String> values = new ArrayList<>();
    for (int lines = random.nextInt(8) == 0 ? 2 : 1; lines > 0; lines--) {
      StringBuilder value = new StringBuilder();
      for (int i = random.nextInt(5); i > 0; i--) {
        value.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      values.add(value.toString());
    }
    return values;
  }

  private static void assertFits(ResponsePlan plan, String method, long length) {
    if (plan.status() == 200) {
      assertThat(plan.contentLength()).hasValue(length);
    } else if (plan.status() == 206) {
      assertThat(method).isEqualTo("GET");
      assertThat(plan.contentLength().orElseThrow()).isBetween(1L, length + 4095);
    } else {
      assertThat(plan.contentLength()).isEmpty();
    }
    if (plan.status() == 206 || plan.status() == 416) {
      assertThat(length).as("an empty file is never cut").isPositive();
    }
  }
}
