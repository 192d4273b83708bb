package dev.handoff.core.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What whoever unpacks an archive may rely on, whatever its members were to be called. */
final class MemberNamesFuzzTest {

  @FuzzTest
  void neverLeavesItsFolder(FuzzedDataProvider data) {
    String given = data.consumeRemainingAsString();
    String clean = MemberNames.clean(given);

    assertThat(clean).doesNotContain("\\", ":", "\"");
    assertThat(clean.codePoints())
        .noneMatch(c ->
            Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE);
    assertThat(clean.split("/", -1))
        .allMatch(part -> !part.isEmpty() && !part.endsWith(".") && !part.endsWith(" "))
        .allMatch(part -> part.getBytes(StandardCharsets.UTF_8).length <= 255);
    assertThat(clean.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(4096);
    assertThat(MemberNames.clean(clean)).isEqualTo(clean);
  }

  @FuzzTest
  void neverOverwritesAnother(FuzzedDataProvider data) {
    List<ArchiveEntry> entries = new ArrayList<>();
    while (data.remainingBytes() > 0 && entries.size() < 30) {
      String name = data.consumeString(12);
      entries.add(
          data.consumeBoolean()
              ? ArchiveEntry.folder(name)
              : ArchiveEntry.of(name, SendFile.bytes(new byte[0])));
    }
    List<ArchiveEntry> distinct = MemberNames.distinct(entries);

    List<String> names =
        distinct.stream().map(entry -> entry.name().toLowerCase(Locale.ROOT)).toList();
    assertThat(names).doesNotHaveDuplicates();
    for (ArchiveEntry entry : distinct) {
      String name = entry.name().toLowerCase(Locale.ROOT);
      assertThat(entry.folder() || names.stream().noneMatch(other -> other.startsWith(name + "/")))
          .as("a file that is a folder too: %s", name)
          .isTrue();
    }
    assertThat(distinct.stream().filter(entry -> !entry.folder()).count())
        .isEqualTo(entries.stream().filter(entry -> !entry.folder()).count());
  }
}
