package dev.handoff.core.paths;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** What a router may rely on, whatever a client sends. */
final class UriPathFuzzTest {

  @FuzzTest
  void neverHidesADotSegment(byte[] path) {
    UriPath verdict = UriPath.of(path, 0, path.length);
    boolean plainAtFirstSight = UriPath.isPlain(path, 0, path.length);

    if (verdict instanceof UriPath.Refused refused) {
      assertThat(plainAtFirstSight).isFalse();
      assertThat(refused.status()).isIn(400, 404);
      return;
    }
    UriPath.Accepted accepted = (UriPath.Accepted) verdict;
    String full = Latin1.text(accepted.fullyNormalised());
    String plain = Latin1.text(accepted.forRouting());

    assertThat(accepted.raw()).isEqualTo(Octets.wrap(path));
    assertThat(full).startsWith("/").doesNotContain("//", "\\", ";").doesNotContain("\u0000");
    assertThat(full.substring(1).split("/", -1)).doesNotContain(".", "..");
    assertThat(plain).startsWith("/");
    if (verdict instanceof UriPath.Plain) {
      assertThat(full).isEqualTo(Latin1.text(accepted.raw()));
    } else {
      assertThat(plainAtFirstSight).isFalse();
    }
    assertThat(full).isEqualTo(slowly(Latin1.text(accepted.raw())));
    assertThat(slashes(plain))
        .as("no slash comes or goes")
        .isEqualTo(slashes(Latin1.text(accepted.raw())));
    checkRest(accepted);
  }

  /** What lies below n segments decodes to a name that never leads up. */
  private static void checkRest(UriPath.Accepted accepted) {
    for (int segments = 0; segments < 3; segments++) {
      Octets raw = accepted.rawBelow(segments);
      assertThat(Latin1.text(accepted.raw())).endsWith(Latin1.text(raw));
      if (RelativeName.parse(accepted.decodedBelow(segments)) instanceof RelativeName.File file) {
        assertThat(file.name().segments())
            .isNotEmpty()
            .allMatch(segment -> !segment.is("..") && !segment.is(".") && !segment.isEmpty());
        assertThat(RelativeName.parse(file.name().octets())).isEqualTo(file);
      }
    }
  }

  /** The fullest reading, step by step and with strings. */
  private static String slowly(String raw) {
    String decoded = Latin1.text(PercentEncoding.decode(Latin1.octets(raw))).replace('\\', '/');
    Deque<String> kept = new ArrayDeque<>();
    List<String> segments = Arrays.asList(decoded.split("/", -1));
    String last = "";
    for (String segment : segments) {
      last = segment.contains(";") ? segment.substring(0, segment.indexOf(';')) : segment;
      if (last.equals("..")) {
        kept.removeLast();
      } else if (!last.isEmpty() && !last.equals(".")) {
        kept.addLast(last);
      }
    }
    boolean folder = last.isEmpty() || last.equals(".") || last.equals("..");
    String joined = "/" + String.join("/", kept);
    return folder && !kept.isEmpty() ? joined + "/" : joined;
  }

  private static long slashes(String path) {
    return path.chars().filter(c -> c == '/').count();
  }
}
