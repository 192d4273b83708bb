package dev.handoff.core.fields;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.handoff.core.coding.AcceptEncoding;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists come apart where their commas are, and nowhere else. */
final class FieldListFuzzTest {

  @FuzzTest
  void membersStayWhatTheyAre(byte[] input) {
    List<String> lines = List.of(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1));

    List<String> members = FieldList.members(lines);

    for (String member : members) {
      assertThat(member).isNotEmpty().isEqualTo(FieldSyntax.trimOws(member));
      assertThat(FieldList.members(List.of(member))).containsExactly(member);
      if (!member.contains("\"")) {
        assertThat(member).doesNotContain(",");
      }
    }
    assertThat(FieldList.members(members)).isEqualTo(members);
    for (Weighted weighted : Weighted.members(lines)) {
      assertThat(weighted.weight()).isBetween(0, 1000);
    }
    assertThat(AcceptEncoding.preferred(lines)).doesNotHaveDuplicates();
    if (members.stream()
        .noneMatch(member -> member.matches("(?si)(br|gzip|x-gzip|zstd|\\*)([ \t]*;.*)?"))) {
      assertThat(AcceptEncoding.preferred(lines)).as("nobody asked for one").isEmpty();
    }
  }
}
