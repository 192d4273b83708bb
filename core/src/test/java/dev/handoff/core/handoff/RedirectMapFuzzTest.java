package dev.handoff.core.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.handoff.core.handoff.HandoffTarget.InternalUri;
import dev.handoff.core.handoff.RedirectMap.Unusable;
import dev.handoff.core.paths.Octets;
import java.nio.charset.StandardCharsets;

/** A map that can be read says the same in every form, and what it maps the front reads back. */
final class RedirectMapFuzzTest {

  /** The first line is the map, the second a file. */
  @FuzzTest
  void readsBackWhatItWrites(byte[] input) {
    String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 2);
    RedirectMap map;
    try {
      map = RedirectMap.parse(lines[0]);
    } catch (Unusable unusable) {
      assertThat(unusable.offset()).isBetween(0, lines[0].length());
      assertThat(unusable.entry())
          .isBetween(1, 1 + (int) lines[0].chars().filter(c -> c == ',').count());
      return;
    }
    String ascii = map.toAscii();
    assertThat(ascii).matches("[\\x21-\\x7E]*");
    assertThat(RedirectMap.parse(ascii)).isEqualTo(map);
    assertThat(RedirectMap.of(map.entries())).isEqualTo(map);
    RedirectMap.AccelMapping accel = map.toAccelMapping();
    assertThat(accel.value()).matches("[\\x20-\\x7E]*");
    assertThat(accel.value().chars().filter(c -> c == '=').count())
        .isEqualTo(map.entries().size() - accel.leftOut().size());

    if (lines.length == 2) {
      Octets file = Octets.utf8(lines[1]);
      map.map(file).ifPresent(uri -> frontReadsBack(map, file, uri));
    }
  }

  private static void frontReadsBack(RedirectMap map, Octets file, String uri) {
    HandoffTarget target = HandoffTarget.parse(Octets.utf8(uri));
    assertThat(target).isInstanceOf(InternalUri.class);
    Octets path = ((InternalUri) target).path();
    RedirectMap.Entry entry =
        map.entries().stream()
            .filter(candidate -> Segments.below(file, candidate.prefix()).isPresent())
            .findFirst()
            .orElseThrow();
    assertThat(Segments.below(path, entry.base())).isEqualTo(Segments.below(file, entry.prefix()));
  }
}
