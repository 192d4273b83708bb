package dev.handoff.core.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.handoff.core.handoff.HandoffTarget.AbsoluteUrl;
import dev.handoff.core.handoff.HandoffTarget.Broken;
import dev.handoff.core.handoff.HandoffTarget.FilePath;
import dev.handoff.core.handoff.HandoffTarget.InternalUri;
import dev.handoff.core.handoff.HandoffTarget.Unsafe;
import dev.handoff.core.paths.Latin1;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import java.util.Optional;

/** What a front may rely on, whatever an app writes into a handoff field. */
final class RedirectTargetFuzzTest {

  @FuzzTest
  void redirectsNeverLeadUp(byte[] value) {
    Octets octets = Octets.wrap(value);
    HandoffTarget target = HandoffTarget.parse(octets);

    if (target instanceof InternalUri uri) {
      isNormal(uri.path());
      // Nothing of the value is lost: path, question mark and query are all of it.
      String query = uri.rawQuery().map(found -> "?" + Latin1.text(found)).orElse("");
      assertThat(Latin1.text(uri.rawPath()) + query).isEqualTo(Latin1.text(octets));
      // What an app gets when it encodes the decoded path is the same target.
      Octets encoded = Octets.utf8(PercentEncoding.encodePath(uri.path()));
      assertThat(HandoffTarget.parse(encoded))
          .isEqualTo(new InternalUri(uri.path(), encoded, Optional.empty()));
      for (int segments = 0; segments < 3; segments++) {
        Octets below = PercentEncoding.decode(uri.rawBelow(segments));
        assertThat(Segments.normalise(Octets.utf8("/" + Latin1.text(below))))
            .isEqualTo(Octets.utf8("/" + Latin1.text(uri.pathBelow(segments))));
      }
    } else if (target instanceof AbsoluteUrl url) {
      String text = Latin1.text(octets);
      String scheme = url.https() ? "https://" : "http://";
      assertThat(text)
          .isEqualToIgnoringCase(scheme + Latin1.text(url.authority()) + Latin1.text(url.target()))
          .matches("[\\x21-\\xFF&&[^\\x7F\"#<>\\\\^`{|}]]+");
      assertThat(Latin1.text(url.authority())).matches("[A-Za-z0-9._:\\[\\]-]+");
      assertThat(Latin1.text(url.target())).matches("(?s)([/?].*)?");
    } else if (target instanceof Broken broken) {
      assertThat(broken.offset()).isBetween(0, value.length);
      assertThat(broken.reason()).isNotBlank();
    } else {
      assertThat(target).isInstanceOf(Unsafe.class);
    }
  }

  @FuzzTest
  void pathsNeverLeadUp(byte[] value) {
    HandoffTarget target = HandoffTarget.parseSendfile(Octets.wrap(value));

    if (target instanceof FilePath file) {
      assertThat(file.path().isUtf8()).isTrue();
      isNormal(Segments.normalise(file.path()));
      assertThat(file.below(Octets.utf8("/")))
          .isEqualTo(
              Optional.of(Segments.normalise(file.path()).from(1)).filter(rest -> !rest.isEmpty()));
    } else if (target instanceof Broken broken) {
      assertThat(broken.offset()).isBetween(0, value.length);
    } else {
      assertThat(target).isInstanceOf(Unsafe.class);
    }
  }

  private static void isNormal(Octets path) {
    String text = Latin1.text(path);
    assertThat(text).startsWith("/").doesNotContain("//", "\0");
    assertThat(text.split("/", -1)).doesNotContain("..", ".");
    assertThat(text.split("[/\\\\]", -1)).doesNotContain("..");
  }
}
