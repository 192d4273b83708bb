package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.Within;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the store is asked, and what for; through a whole gateway. */
// proves file-responses: K12
final class CachedDeliveryTest {
  private static final int LENGTH = 50_000;

  @TempDir Path dir;

  @Test
  void theSecondDeliveryReadsNothingOfTheStore() {
    Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      RawResponse first = rig.get("/x");
      assertThat(first.body()).isEqualTo(bucket.item().content());
      assertThat(first.values("Cache-Status"))
          .containsExactly("handoff; fwd=uri-miss; fwd-status=206; stored");
      assertThat(bucket.octets()).as("nothing twice").isEqualTo(LENGTH);
      assertThat(bucket.reads()).as("windows of four slices, not slices").hasSize(4);
      bucket.forget();
      RawResponse second = rig.get("/x");
      assertThat(second.body()).isEqualTo(bucket.item().content());
      assertThat(second.field("ETag")).isEqualTo(first.field("ETag"));
      assertThat(second.field("Content-Type")).isEqualTo(first.field("Content-Type"));
      assertThat(second.field("Last-Modified")).isEqualTo(first.field("Last-Modified"));
      assertThat(second.values("Cache-Status"))
          .containsExactly("handoff; fwd=stale; fwd-status=304");
      assertThat(bucket.served())
          .as("one question, no octets")
          .containsExactly(new Bucket.Served(304, "bytes=0-4095", "\"v1\"", 0));
    }
  }

  @ParameterizedTest(name = "the app says [{0}]: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Handoff: etag="v1"            | handoff; hit                       | 0
          Handoff: etag="v2"            | handoff; fwd=stale; fwd-status=304 | 1
          Handoff: etag="v1";weak       | handoff; fwd=stale; fwd-status=304 | 1
          Handoff: size=50000           | handoff; fwd=stale; fwd-status=304 | 1
          Cache-Status: origin; hit     | origin; hit, handoff; fwd=stale; fwd-status=304 | 1
          """)
  void theAppsWordForTheVersionIsEnough(String line, String status, int questions) {
    Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      rig.get("/x");
      bucket.forget();
      RawResponse answer = rig.says(line).get("/x");
      assertThat(answer.body()).isEqualTo(bucket.item().content());
      assertThat(String.join(", ", answer.values("Cache-Status"))).isEqualTo(status);
      assertThat(bucket.served()).hasSize(questions);
    }
  }

  @Test
  void whatWasAskedJustNowIsFresh() {
    Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
    try (CacheRig rig =
        new CacheRig(CacheRig.fresh(CacheRig.cache(dir), Duration.ofHours(1)), bucket)) {
      rig.get("/x");
      bucket.forget();
      assertThat(rig.get("/x").values("Cache-Status")).containsExactly("handoff; hit");
      assertThat(bucket.served()).isEmpty();
      bucket.put(Bucket.Item.random(LENGTH, 2));
      assertThat(rig.says("Handoff: etag=\"v2\"").get("/x").body())
          .as("but the app knows better")
          .isEqualTo(bucket.item().content());
      rig.says().restart();
      bucket.forget();
      assertThat(rig.get("/x").values("Cache-Status"))
          .as("a restart does not know when that was")
          .containsExactly("handoff; fwd=stale; fwd-status=304");
    }
  }

  @Test
  void aStoreThatWantsToBeAskedIsAsked() {
    Bucket bucket =
        new Bucket(Bucket.Item.random(LENGTH, 1).with("Cache-Control: max-age=60, no-cache"));
    try (CacheRig rig =
        new CacheRig(CacheRig.fresh(CacheRig.cache(dir), Duration.ofHours(1)), bucket)) {
      rig.get("/x");
      assertThat(rig.get("/x").values("Cache-Status"))
          .containsExactly("handoff; fwd=stale; fwd-status=304");
      assertThat(rig.says("Handoff: etag=\"v1\"").get("/x").values("Cache-Status"))
          .as("the app vouches for it")
          .containsExactly("handoff; hit");
    }
  }

  @ParameterizedTest(name = "{0}: {1}, then {2} octets were read in {3} requests")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bytes=0-0         | 206 | 4096  | 1
          bytes=4095-4096   | 206 | 8192  | 1
          bytes=20000-20099 | 206 | 4096  | 1
          bytes=49999-      | 206 | 848   | 1
          bytes=-1          | 206 | 849   | 2
          bytes=0-9,30000-30009 | 206 | 8192 | 2
          bytes=50000-      | 416 | 848   | 1
          """)
  void aRangeFetchesItsSlices(String range, int status, int octets, int requests) {
    Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      RawResponse first = rig.get("/x", "Range: " + range);
      assertThat(first.status()).isEqualTo(status);
      assertThat(bucket.octets()).isEqualTo(octets);
      assertThat(bucket.served()).hasSize(requests);
      bucket.forget();
      RawResponse again = rig.says("Handoff: etag=\"v1\"").get("/x", "Range: " + range);
      assertThat(again.status()).isEqualTo(status);
      if (!range.contains(",")) {
        assertThat(again.body()).isEqualTo(first.body());
      }
      if (status == 206) {
        assertThat(again.values("Cache-Status")).containsExactly("handoff; hit");
        assertThat(bucket.served()).isEmpty();
      }
    }
  }

  @Test
  void whatIsMissingInBetweenIsFetched() {
    Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      rig.get("/x", "Range: bytes=10000-10000");
      rig.get("/x", "Range: bytes=30000-30000");
      bucket.forget();
      RawResponse whole = rig.says("Handoff: etag=\"v1\"").get("/x");
      assertThat(whole.body()).isEqualTo(bucket.item().content());
      assertThat(whole.values("Cache-Status")).containsExactly("handoff; fwd=partial; stored");
      assertThat(bucket.octets()).isEqualTo(LENGTH - 2L * CacheRig.SLICE);
      assertThat(bucket.reads())
          .extracting(Bucket.Served::range)
          .containsExactly(
              "bytes=0-8191", "bytes=12288-28671", "bytes=32768-49151", "bytes=49152-49999");
      assertThat(bucket.reads()).allMatch(read -> read.condition().equals("\"v1\""));
    }
  }

  @Test
  void headAsksForOneOctet() {
    Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      RawResponse head = rig.send("HEAD", "/x");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.field("Content-Length")).contains("50000");
      assertThat(bucket.served()).containsExactly(new Bucket.Served(206, "bytes=0-0", "", 1));
      assertThat(rig.get("/x").body()).isEqualTo(bucket.item().content());
      bucket.forget();
      rig.send("HEAD", "/x");
      assertThat(bucket.served()).containsExactly(new Bucket.Served(304, "bytes=0-0", "\"v1\"", 0));
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          If-None-Match: "v1"                              | 304
          If-None-Match: "v0"                              | 200
          If-Modified-Since: Mon, 06 May 2024 07:08:09 GMT | 304
          If-Match: "v0"                                   | 412
          If-Match: "v1"                                   | 200
          """)
  void conditionsAreDecidedFromWhatIsKept(String condition, int status) {
    Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      assertThat(rig.get("/x", condition).status()).as("at first").isEqualTo(status);
      rig.get("/x");
      bucket.forget();
      assertThat(rig.says("Handoff: etag=\"v1\"").get("/x", condition).status()).isEqualTo(status);
      assertThat(bucket.served()).isEmpty();
    }
  }

  @Test
  void anotherVersionReplacesTheOneThatIsKept() {
    Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      rig.get("/x");
      bucket.put(Bucket.Item.random(30_000, 2));
      bucket.forget();
      RawResponse next = rig.get("/x");
      assertThat(next.body()).isEqualTo(bucket.item().content());
      assertThat(next.values("Cache-Status"))
          .containsExactly("handoff; fwd=stale; fwd-status=206; stored");
      assertThat(bucket.served().getFirst().range())
          .as("the condition failed, and its first slice came at once")
          .isEqualTo("bytes=0-4095");
      assertThat(bucket.octets()).isEqualTo(30_000);
    }
  }

  @Test
  void theSameOctetsWithOtherFieldsAreAnotherVersion() {
    Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      rig.get("/x");
      bucket.change(
          item -> item.with("Content-Type: image/jpeg").modified("Tue, 07 May 2024 07:08:09 GMT"));
      assertThat(rig.get("/x").field("Content-Type")).contains("image/jpeg");
    }
  }

  @Test
  void linksPresignedAnewFindTheirObject() {
    Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
    try (CacheRig rig =
        new CacheRig(CacheRig.fresh(CacheRig.cache(dir), Duration.ofHours(1)), bucket)) {
      rig.get("/x?X-Amz-Date=1&X-Amz-Signature=aa");
      bucket.forget();
      assertThat(rig.get("/x?X-Amz-Date=2&X-Amz-Signature=bb").values("Cache-Status"))
          .containsExactly("handoff; hit");
      assertThat(rig.get("/x?X-Amz-Date=2&versionId=4&X-Amz-Signature=bb").values("Cache-Status"))
          .containsExactly("handoff; fwd=uri-miss; fwd-status=206; stored");
      assertThat(rig.get("/y?X-Amz-Date=2&X-Amz-Signature=bb").values("Cache-Status"))
          .containsExactly("handoff; fwd=uri-miss; fwd-status=206; stored");
    }
  }

  @ParameterizedTest(name = "{0} is not kept")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no-store    | Cache-Control: no-store     | \"v1\"",
        "private     | Cache-Control: private      | \"v1\"",
        "Vary        | Vary: Origin                | \"v1\"",
        "a weak tag  | Content-Type: image/png     | W/\"v1\"",
        "a coding    | Content-Encoding: br        | \"v1\"",
        "no cutting  | Accept-Ranges: none         | \"v1\"",
      })
  void someAreNotKept(String what, String line, String tag) {
    Bucket bucket =
        new Bucket(Bucket.Item.random(LENGTH, 1).with("Content-Type: image/png", line).tagged(tag));
    if (what.equals("no cutting")) {
      Bucket.Item item = bucket.item();
      bucket.instead(_ -> Optional.of(Answer.of(200, Bucket.lines(item), item.content())));
    }
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      RawResponse first = rig.get("/x");
      assertThat(first.body()).isEqualTo(bucket.item().content());
      assertThat(first.values("Cache-Status")).containsExactly("handoff; fwd=uri-miss");
      RawResponse second = rig.get("/x");
      assertThat(second.body()).isEqualTo(bucket.item().content());
      assertThat(second.values("Cache-Status"))
          .as("remembered, so that it is asked as if there were no cache")
          .containsExactly("handoff; fwd=bypass");
      assertThat(Kept.slices(dir)).isEmpty();
    }
  }

  @ParameterizedTest(name = "the store answers {0}: {1}")
  @CsvSource({"404, 404", "410, 404", "403, 502", "500, 502", "503, 503"})
  void errorsAreNotKept(int said, int status) {
    Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
    bucket.instead(_ -> Optional.of(Answer.text(said, "<Error/>")));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      assertThat(rig.get("/x").status()).isEqualTo(status);
      assertThat(rig.store.requests()).as("nobody asks twice").hasSize(1);
      bucket.instead(_ -> Optional.empty());
      assertThat(rig.get("/x").body()).isEqualTo(bucket.item().content());
    }
  }

  @Test
  void anEmptyObjectIsDeliveredAndNotKept() {
    Bucket bucket = new Bucket(Bucket.Item.random(0, 1));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      for (int i = 0; i < 2; i++) {
        RawResponse answer = rig.get("/x");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
      }
      assertThat(Kept.slices(dir)).isEmpty();
    }
  }

  @Test
  void aSmallObjectOfAStoreThatDoesNotCutIsKept() {
    Bucket bucket = new Bucket(Bucket.Item.random(10_000, 1));
    bucket.instead(request ->
        request.field("If-None-Match").isPresent()
            ? Optional.empty()
            : Optional.of(Answer.of(200, Bucket.lines(bucket.item()), bucket.item().content())));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      assertThat(rig.get("/x", "Range: bytes=5000-5009").body())
          .isEqualTo(bucket.item().slice(5000, 5009));
      assertThat(rig.get("/x", "Range: bytes=9000-9009").body())
          .isEqualTo(bucket.item().slice(9000, 9009));
      assertThat(rig.get("/x").body()).isEqualTo(bucket.item().content());
      bucket.instead(_ -> Optional.empty());
      bucket.forget();
      assertThat(rig.says("Handoff: etag=\"v1\"").get("/x").body())
          .isEqualTo(bucket.item().content());
      assertThat(bucket.served()).isEmpty();
    }
  }

  @Test
  void aRestartKeepsWhatIsWhole() {
    Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      rig.get("/x");
      Within.patience("13 slices", () -> Kept.slices(dir).size() == 13);
      List<Path> before = Kept.slices(dir);
      rig.restart();
      bucket.forget();
      RawResponse answer = rig.says("Handoff: etag=\"v1\"").get("/x");
      assertThat(answer.body()).isEqualTo(bucket.item().content());
      assertThat(answer.field("Content-Type")).contains("image/png");
      assertThat(answer.values("Cache-Status")).containsExactly("handoff; hit");
      assertThat(bucket.served()).isEmpty();
      assertThat(Kept.slices(dir)).containsExactlyElementsOf(before);
    }
  }
}
