package dev.handoff.core.paths;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Collectors;

/** What an opener may rely on, whatever a name is. */
final class RelativeNameFuzzTest {

  @FuzzTest
  void staysBelow(byte[] decoded) {
    RelativeName.Parsed parsed = RelativeName.parse(Octets.wrap(decoded));

    if (parsed instanceof RelativeName.Refused) {
      return;
    }
    RelativeName name =
        parsed instanceof RelativeName.File file
            ? file.name()
            : ((RelativeName.Folder) parsed).name();
    String text = Latin1.text(name.octets());
    assertThat(text).doesNotStartWith("/").doesNotEndWith("/").doesNotContain("//", "\\", "\0");
    assertThat(name.segments().stream().map(Latin1::text).collect(Collectors.joining("/")))
        .isEqualTo(text);
    assertThat(name.segments())
        .allMatch(
            segment -> !segment.isEmpty() && segment.at(segment.length() - 1) != '.',
            "a real name");
    assertThat(name.hidden())
        .isEqualTo(name.segments().stream().anyMatch(segment -> segment.at(0) == '.'));
    // Joined again it is the same name, and what went missing were slashes and dots.
    if (!name.segments().isEmpty()) {
      assertThat(RelativeName.parse(name.octets())).isEqualTo(new RelativeName.File(name));
    }
    assertThat(text.replaceAll("[/.]", ""))
        .isEqualTo(Latin1.text(Octets.wrap(decoded)).replaceAll("[/.]", ""));
  }

  /** Encoded once and decoded once is the same, and what is encoded says nothing else. */
  @FuzzTest
  void isEncodedOnce(byte[] path) {
    Octets octets = Octets.wrap(path);
    String encoded = PercentEncoding.encodePath(octets);

    assertThat(encoded).matches("[A-Za-z0-9._~/-]*(%[0-9A-F]{2}[A-Za-z0-9._~/-]*)*+");
    assertThat(PercentEncoding.decode(Octets.utf8(encoded))).isEqualTo(octets);
    if (PercentEncoding.firstMalformed(octets).isEmpty()) {
      assertThat(PercentEncoding.decode(octets).length()).isLessThanOrEqualTo(octets.length());
    }
    assertThat(octets.toString()).matches("[\\x20-\\x7E]*");
  }
}
