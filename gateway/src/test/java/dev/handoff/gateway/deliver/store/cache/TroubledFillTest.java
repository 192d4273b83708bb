package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.Within;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that break off, change their minds, or an object; disks that take nothing. */
final class TroubledFillTest {
  private static final int LENGTH = 100_000;

  @TempDir Path dir;

  private final Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));

  /** Half of what was asked for, and then the end of the connection. */
  private Answer half(ReceivedRequest request) {
    ByteRange range = Bucket.range(request, bucket.item());
    byte[] body = bucket.item().slice(range.first(), range.last());
    return Answer.raw(Bucket.head(206, bucket.item(), range))
        .send(Arrays.copyOf(body, body.length / 2))
        .close();
  }

  /** The {@code n}-th request, counted from 0, is answered otherwise. */
  private void spoil(int n, Function<ReceivedRequest, Answer> otherwise) {
    AtomicInteger asked = new AtomicInteger();
    bucket.instead(request ->
        asked.getAndIncrement() == n ? Optional.of(otherwise.apply(request)) : Optional.empty());
  }

  @ParameterizedTest(name = "request {0} is cut")
  @ValueSource(ints = {0, 1, 3})
  void aReadingThatIsCutGoesOnWhereItWas(int which) {
    spoil(which, this::half);
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      RawResponse answer = rig.get("/x");
      assertThat(answer.body()).isEqualTo(bucket.item().content());
      List<ReceivedRequest> requests = rig.store.requests();
      ByteRange cut = Bucket.range(requests.get(which), bucket.item());
      ReceivedRequest next = requests.get(which + 1);
      assertThat(next.field("Range").orElseThrow())
          .isEqualTo("bytes=" + (cut.first() + cut.length() / 2) + "-" + cut.last());
      assertThat(next.field("If-Match")).contains("\"v1\"");
      assertThat(rig.says("Handoff: etag=\"v1\"").get("/x").body())
          .as("and what was kept is whole")
          .isEqualTo(bucket.item().content());
    }
  }

  @Test
  void aStoreThatKeepsBreakingOffBreaksTheDelivery() {
    bucket.instead(request -> Optional.of(half(request)));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      assertThat(rig.get("/x").completeness()).isEqualTo(RawResponse.Completeness.CUT_BY_RESET);
      assertThat(rig.store.requests()).as("three times more, at most").hasSizeLessThanOrEqualTo(4);
      bucket.instead(_ -> Optional.empty());
      assertThat(rig.get("/x").body()).isEqualTo(bucket.item().content());
    }
  }

  @ParameterizedTest(name = "the next window is {0}")
  @ValueSource(
      strings = {
        "412",
        "another version",
        "no validator",
        "a weak validator",
        "another place",
        "another length",
        "404",
        "coded"
      })
  void anObjectThatChangesCutsTheDeliveryAndIsForgotten(String how) {
    Bucket.Item before = bucket.item();
    Bucket.Item after = Bucket.Item.random(LENGTH, 2);
    spoil(
        1,
        request -> {
          bucket.put(after);
          ByteRange range = Bucket.range(request, before);
          return switch (how) {
            case "412" -> bucket.good(request);
            case "404" -> Answer.text(404, "gone");
            case "another version" -> part(after, range, range.contentRange(LENGTH));
            case "no validator" -> part(before.tagged(""), range, range.contentRange(LENGTH));
            case "a weak validator" ->
                part(before.tagged("W/\"v1\""), range, range.contentRange(LENGTH));
            case "another place" ->
                part(
                    before,
                    new ByteRange(range.first() + 1, range.last() + 1),
                    new ByteRange(range.first() + 1, range.last() + 1).contentRange(LENGTH));
            case "another length" -> part(before, range, range.contentRange(LENGTH + 1));
            default -> part(before.with("Content-Encoding: br"), range, range.contentRange(LENGTH));
          };
        });
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      RawResponse answer = rig.get("/x");
      assertThat(answer.completeness()).isEqualTo(RawResponse.Completeness.CUT_BY_RESET);
      assertThat(answer.body().length).isLessThan(LENGTH);
      assertThat(answer.body())
          .as("only octets of the version that was begun")
          .isEqualTo(Arrays.copyOf(before.content(), answer.body().length));
      Within.patience("its slices are gone", () -> Kept.slices(dir).isEmpty());
      assertThat(rig.get("/x").body()).isEqualTo(after.content());
    }
  }

  private static Answer part(Bucket.Item item, ByteRange octets, String said) {
    return Answer.of(
        206,
        Bucket.lines(item, "Content-Range: " + said),
        item.slice(octets.first(), octets.last()));
  }

  @Test
  void aRefusedLinkInTheMiddleCutsButForgetsNothing() {
    spoil(1, _ -> Answer.text(403, "<Error><Code>AccessDenied</Code></Error>"));
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      assertThat(rig.get("/x").completeness()).isEqualTo(RawResponse.Completeness.CUT_BY_RESET);
      bucket.forget();
      assertThat(rig.says("Handoff: etag=\"v1\"").get("/x").body())
          .isEqualTo(bucket.item().content());
      assertThat(bucket.octets()).as("a window was kept").isEqualTo(LENGTH - 4 * CacheRig.SLICE);
    }
  }

  @Test
  void aDiskThatTakesNothingKeepsNobodyWaiting() {
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      rig.get("/y");
      Kept.breakDisk(dir);
      RawResponse cold = rig.get("/x");
      assertThat(cold.body()).isEqualTo(bucket.item().content());
      RawResponse again = rig.get("/x");
      assertThat(again.body()).isEqualTo(bucket.item().content());
      assertThat(again.values("Cache-Status")).containsExactly("handoff; fwd=bypass");
      assertThat(rig.says("Handoff: etag=\"v1\"").get("/y").values("Cache-Status"))
          .as("what is there is used")
          .containsExactly("handoff; hit");
    }
  }

  @Test
  void aDiskThatFillsUpInTheMiddleKeepsNobodyWaiting() {
    spoil(
        1,
        request -> {
          Kept.breakDisk(dir);
          return bucket.good(request);
        });
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      assertThat(rig.get("/x").body()).isEqualTo(bucket.item().content());
    }
  }

  @Test
  void aCacheThatIsTooSmallForASliceKeepsNothing() {
    try (CacheRig rig = new CacheRig(CacheRig.sized(CacheRig.cache(dir), 4096), bucket)) {
      assertThat(rig.get("/x").body()).isEqualTo(bucket.item().content());
      assertThat(rig.get("/x").body()).isEqualTo(bucket.item().content());
      assertThat(Kept.slices(dir)).isEmpty();
    }
  }
}
