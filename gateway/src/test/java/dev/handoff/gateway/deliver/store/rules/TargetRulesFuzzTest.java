package dev.handoff.gateway.deliver.store.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.gateway.config.S3Store.Addressing;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules;
import dev.handoff.gateway.deliver.store.TargetRules.Judgement;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whatever an app or a store writes, only what the operator allowed is asked for. */
class TargetRulesFuzzTest {
  private static final TargetRules ALLOWING =
      Rules.allowing("https://cdn.example/files/ http://127.0.0.1:9000/ https://*.edge.example/");
  private static final TargetRules BUCKET =
      Rules.bucket("http://127.0.0.1:9000/", "eu-west-1", Addressing.PATH, "files/");
  private static final TargetRules BASE = Rules.below("http://store.example/bucket/", "");

  @FuzzTest
  void asksOnlyWhatIsAllowed(byte[] value) {
    Octets octets = Octets.wrap(value);
    StoreTarget start = Rules.allowed(Rules.judge(ALLOWING, "https://cdn.example/files/d/a?q"));
    check(ALLOWING.redirect(start, octets));
    StoreTarget below = Rules.allowed(Rules.judge(BASE, "/_remote/a"));
    if (BASE.redirect(below, octets) instanceof Judgement.Allowed(StoreTarget target)) {
      assertThat(target.origin()).isEqualTo(below.origin());
    }
    switch (HandoffTarget.parse(octets)) {
      case HandoffTarget.InternalUri uri -> {
        check(ALLOWING.below(uri.rawBelow(1), uri.rawQuery()));
        if (BASE.below(uri.rawBelow(1), uri.rawQuery()) instanceof Judgement.Allowed(var target)) {
          String query = uri.rawQuery().map(q -> "?" + text(q)).orElse("");
          assertThat(text(target.target())).isEqualTo("/bucket/" + text(uri.rawBelow(1)) + query);
        }
      }
      case HandoffTarget.AbsoluteUrl url -> check(ALLOWING.url(url));
      case HandoffTarget.Broken _, HandoffTarget.Unsafe _, HandoffTarget.FilePath _ -> {
        // No target, so nothing is judged.
      }
    }
    ALLOWING.below(octets, Optional.of(octets));
  }

  @FuzzTest
  void asksABucketForObjectsOnly(byte[] value) {
    Octets octets = Octets.wrap(value);
    StoreTarget start = Rules.allowed(BUCKET.below(Octets.utf8("a"), Optional.empty()));
    checkBucket(BUCKET.redirect(start, octets));
    checkBucket(BUCKET.below(octets, Optional.empty()));
    checkBucket(BUCKET.below(Octets.utf8("a"), Optional.of(octets)));
    if (HandoffTarget.parse(octets) instanceof HandoffTarget.InternalUri uri
        && BUCKET.below(uri.rawBelow(1), uri.rawQuery()) instanceof Judgement.Allowed(var target)) {
      // Decoded once: what a file would be called, but for doubled slashes and dots.
      Octets path = target.target().slice(0, target.target().find('?', 0));
      assertThat(PercentEncoding.decode(path))
          .isEqualTo(Rules.octets("/b/files/" + text(PercentEncoding.decode(uri.rawBelow(1)))));
    }
  }

  private static void checkBucket(Judgement judgement) {
    if (judgement instanceof Judgement.Allowed(StoreTarget target)) {
      assertThat(target.origin()).hasToString("http://127.0.0.1:9000");
      assertThat(text(target.target()))
          .matches(
              "[^?]+(\\?(versionId|response-[a-z-]+)=([A-Za-z0-9._~-]|%[0-9A-F]{2})*"
                  + "(&(versionId|response-[a-z-]+)=([A-Za-z0-9._~-]|%[0-9A-F]{2})*)*)?");
      String path = text(target.target()).split("\\?", 2)[0];
      assertThat(path).matches("/b/(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})++");
      // An object, not the bucket: also where a store cleans up the path.
      assertThat(Stream.of(path.substring("/b/".length()).split("/")))
          .anyMatch(segment -> !Set.of("", ".", "..").contains(segment));
    } else {
      check(judgement);
    }
  }

  private static void check(Judgement judgement) {
    switch (judgement) {
      case Judgement.Refused refused -> {
        assertThat(refused.status()).isIn(404, 502);
        assertThat(refused.reason()).isNotBlank().matches("[ -~…]+");
      }
      case Judgement.Allowed(StoreTarget target) -> {
        String url = target.origin() + text(target.target());
        assertThat(url)
            .matches(
                "(?s)(https://cdn\\.example/files([/?].*)?|http://127\\.0\\.0\\.1:9000/.*"
                    + "|https://[a-z0-9_-]+\\.edge\\.example/.*)");
        assertThat(url).matches("[\\x21-\\xFF&&[^\\x7F\"#<>\\\\^`{|}]]+");
        assertThat(url.split("\\?", 2)[0].split("[/;]")).doesNotContain("..", "%2e%2e");
        assertThat(target.privateToo()).isEqualTo(target.origin().host().startsWith("127."));
      }
    }
  }

  private static String text(Octets octets) {
    return new String(octets.toByteArray(), ISO_8859_1);
  }
}
