package dev.handoff.core.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: J11 K1-K5 K7-K9 K12
final class CachePolicyTest {
  @ParameterizedTest(name = "{0} app [{1}], location [{2}], store [{3}]: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          K1 | -                     | -                  | -                      | private, no-cache
          K2 | no-store              | public             | -                      | no-store
          K8 | public, max-age=60    | -                  | -                      | public, max-age=60
          K8 | Max-Age=60,  X="a,b"  | private            | -                      | Max-Age=60,  X="a,b"
          K8 | private               | public, max-age=60 | public, max-age=60     | private
          K8 | -                     | public, max-age=60 | -                      | public, max-age=60
          K8 | -                     | public, max-age=60 | private                | public, max-age=60
          K4 | -                     | -                  | public, max-age=60     | private, max-age=60
          K4 | -                     | -                  | max-age=60, s-maxage=9 | private, max-age=60
          K4 | -                     | -                  | max-age=60             | private, max-age=60
          K4 | -                     | -                  | PUBLIC, max-age=60, immutable, must-revalidate | private, max-age=60, immutable, must-revalidate
          K4 | -                     | -                  | public                 | private, no-cache
          K4 | -                     | -                  | s-maxage=60            | private, no-cache
          K4 | -                     | -                  | no-cache               | private, no-cache
          K4 | -                     | -                  | ''                     | private, no-cache
          K2 | -                     | -                  | no-store               | no-store
          K4 | -                     | -                  | private, max-age=60    | private, max-age=60
          K4 | -                     | -                  | public, max-age="60", x="a,b" | private, max-age="60", x="a,b"
          """)
  void oneValueAfterAHandoff(
      String id, String app, String location, String store, String expected) {
    Optional<String> configured = lines(location).stream().findFirst();

    assertThat(CachePolicy.afterHandoff(lines(app), configured, lines(store))).isEqualTo(expected);
  }

  @Test
  void k8SeveralLinesOfTheAppBecomeOne() {
    assertThat(
            CachePolicy.afterHandoff(List.of("private", "max-age=60"), Optional.empty(), List.of()))
        .isEqualTo("private, max-age=60");
  }

  @ParameterizedTest(
      name = "{0} {1}: private {2}, no-store {3}, shared {4}, no-transform {5}, max-age {6}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          K1  | private, no-cache           | true  | false | false | false | -
          K2  | no-store                    | false | true  | false | false | -
          K2  | NO-STORE                    | false | true  | false | false | -
          K3  | private, max-age=31536000, immutable | true | false | false | false | PT8760H
          K4  | public, max-age=60          | false | false | true  | false | PT1M
          K4  | s-maxage=60                 | false | false | true  | false | -
          K4  | public, private             | true  | false | false | false | -
          K4  | public, no-store            | false | true  | false | false | -
          K4  | private="Set-Cookie"        | true  | false | false | false | -
          K4  | x="private, no-store"       | false | false | false | false | -
          K4  | notprivate, no-storex       | false | false | false | false | -
          J11 | no-transform                | false | false | false | true  | -
          K5  | max-age=0                   | false | false | false | false | PT0S
          K5  | max-age=-1                  | false | false | false | false | PT0S
          K5  | max-age=soon                | false | false | false | false | PT0S
          K5  | max-age                     | false | false | false | false | PT0S
          K5  | max-age="60"                | false | false | false | false | PT1M
          K5  | max-age=000000000000060     | false | false | false | false | PT1M
          K5  | max-age=60, max-age=10      | false | false | false | false | PT10S
          K5  | max-age=99999999999999999999 | false | false | false | false | PT596523H14M8S
          """)
  void readsWhatAnAnswerForbids(
      String id,
      String value,
      boolean isPrivate,
      boolean noStore,
      boolean shared,
      boolean noTransform,
      String maxAge) {
    CacheControl parsed = CacheControl.parse(List.of(value));

    assertThat(parsed.isPrivate()).isEqualTo(isPrivate);
    assertThat(parsed.isNoStore()).isEqualTo(noStore);
    assertThat(parsed.isShared()).isEqualTo(shared);
    assertThat(parsed.isNoTransform()).isEqualTo(noTransform);
    assertThat(parsed.maxAge().map(Duration::toString).orElse("-")).isEqualTo(maxAge);
  }

  @Test
  void linesAreOneList() {
    CacheControl parsed = CacheControl.parse(List.of("max-age=60", "no-cache, private"));

    assertThat(parsed.isPrivate()).isTrue();
    assertThat(parsed.isNoCache()).isTrue();
    assertThat(parsed.maxAge()).contains(Duration.ofMinutes(1));
    assertThat(CacheControl.parse(List.of()).isNoCache()).isFalse();
  }

  @Test
  void k3k9OurOwnValuesAreNeverForSharedCaches() {
    for (String value :
        List.of(
            CachePolicy.PROTECTED,
            CachePolicy.NO_STORE,
            CachePolicy.VERSIONED,
            CachePolicy.privateFor(Duration.ofDays(1)))) {
      CacheControl parsed = CacheControl.parse(List.of(value));
      assertThat(parsed.isShared()).isFalse();
      assertThat(parsed.isPrivate() || parsed.isNoStore()).as(value).isTrue();
    }
  }

  @Test
  void k5ANegativeAgeIsRefused() {
    assertThat(CachePolicy.privateFor(Duration.ofMinutes(5))).isEqualTo("private, max-age=300");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CachePolicy.privateFor(Duration.ofSeconds(-1)));
  }

  @ParameterizedTest(name = "{0} wanted {1}, left {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          K7 | PT5M | PT1H   | private, max-age=300
          K7 | PT1H | PT5M   | private, max-age=300
          K7 | PT1H | PT0.9S | private, max-age=0
          K7 | PT1H | PT0S   | no-store
          K7 | PT1H | PT-1S  | no-store
          """)
  void aSignedUrlIsNeverFreshForLongerThanItLives(
      String id, Duration wanted, Duration left, String expected) {
    assertThat(CachePolicy.untilExpiry(wanted, left)).isEqualTo(expected);
    assertThat(CachePolicy.NO_REFERRER).hasToString("Referrer-Policy: no-referrer");
    assertThat(CachePolicy.bySignedUrl(List.of())).isEqualTo("private, no-cache");
    assertThat(CachePolicy.bySignedUrl(List.of("public, max-age=60")))
        .isEqualTo("private, no-cache");
    assertThat(CachePolicy.bySignedUrl(List.of("no-store"))).isEqualTo("no-store");
  }

  @ParameterizedTest(name = "{0} {1} after [{2}]: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          K12 | HIT      | -            | handoff; hit
          K12 | URI_MISS | -            | handoff; fwd=uri-miss
          K12 | STALE    | -            | handoff; fwd=stale
          K12 | PARTIAL  | -            | handoff; fwd=partial
          K12 | REQUEST  | -            | handoff; fwd=request
          K12 | BYPASS   | -            | handoff; fwd=bypass
          K12 | HIT      | origin; hit  | origin; hit, handoff; hit
          """)
  void saysWhatOurCacheDid(String id, CacheStatus status, String earlier, String value) {
    assertThat(status.after(lines(earlier))).hasToString("Cache-Status: " + value);
  }

  @ParameterizedTest(name = "{0}, answered {1}, stored {2}, collapsed {3}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          URI_MISS | 206 | true  | false | handoff; fwd=uri-miss; fwd-status=206; stored
          URI_MISS | 200 | true  | true  | handoff; fwd=uri-miss; fwd-status=200; stored; collapsed
          STALE    | 304 | false | false | handoff; fwd=stale; fwd-status=304
          PARTIAL  | -   | true  | false | handoff; fwd=partial; stored
          """)
  void saysWhatCameOfForwarding(
      CacheStatus why, String status, boolean stored, boolean collapsed, String value) {
    OptionalInt code =
        status.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(status));
    assertThat(why.forwarded(code, stored, collapsed, List.of()))
        .hasToString("Cache-Status: " + value);
    assertThat(why.forwarded(code, stored, collapsed, List.of("origin; hit")))
        .hasToString("Cache-Status: origin; hit, " + value);
  }

  private static List<String> lines(String value) {
    return value.equals("-") ? List.of() : List.of(value);
  }
}
