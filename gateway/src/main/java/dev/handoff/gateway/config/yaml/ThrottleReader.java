package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.Throttle;
import dev.handoff.gateway.config.Throttle.ByteRate;
import dev.handoff.gateway.config.Throttle.PerKey;
import dev.handoff.gateway.config.Throttle.RequestRate;
import dev.handoff.gateway.config.yaml.Section.Item;
import dev.handoff.gateway.config.yaml.YamlNode.Entry;
import dev.handoff.gateway.config.yaml.YamlNode.Mapping;
import dev.handoff.gateway.config.yaml.YamlNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What of {@code limits} holds clients back. Nothing does unless it is written. */
final class ThrottleReader {
  private static final long MOST_RATE = 1L << 40;
  private static final int MOST_REQUESTS = 1_000_000;

  /** The three keys of a map that limits one sort of key. */
  private record Three(
      String name, Key<Integer> transfers, Key<Long> rate, Key<Long> burst, String of) {

    static Three of(String name, String of, String waits) {
      String path = "limits." + name + ".";
      return new Three(
          name,
          Key.optional(
              path + "transfers",
              Kind.number(1, 1_000_000),
              "any number",
              "Most at the same time " + of + "; more wait " + waits + "."),
          Key.optional(
              path + "rate",
              RateKinds.octets(ByteRate.LEAST, MOST_RATE),
              "as fast as it goes",
              "Octets in a second " + of + ", shared equally by all its transfers."),
          Key.optional(
              path + "burst",
              Sizes.between(ByteRate.LEAST, MOST_RATE),
              "one second's worth",
              "Octets that may go at once after a pause."),
          of);
    }

    List<Key<?>> keys() {
      return List.of(transfers, rate, burst);
    }
  }

  private static final Three CLIENT =
      Three.of("per_client", "for one address (IPv6: /64)", "before the app is asked");
  private static final Three SUBJECT =
      Three.of("per_subject", "for one `Handoff: subject=…`", "before the file is opened");
  private static final Three FILE = Three.of("per_file", "of one file", "before it is opened");

  private static final Key<RateKinds.Requests> REQUESTS =
      Key.optional(
          "limits.requests.rate",
          RateKinds.requests(),
          "any number",
          "Requests of one address; `requests: 50/s` is the short form. More wait.");
  private static final Key<Integer> BURST =
      Key.optional(
          "limits.requests.burst",
          Kind.number(1, MOST_REQUESTS),
          "one second's worth",
          "Requests that may come at once after a pause.");
  private static final Key<Long> RATE_AFTER =
      Key.one(
          "limits.rate_after",
          Sizes.between(0, MOST_RATE),
          "0",
          "Octets of each answer that no rate holds back.");
  private static final Key<Duration> WAIT =
      Key.one(
          "limits.queue.wait",
          Times.between(Duration.ZERO, Duration.ofMinutes(10)),
          "20s",
          "Longest a request waits, at all limits together; then 429 with Retry-After.");
  private static final Key<Integer> MAX =
      Key.one(
          "limits.queue.max",
          Kind.number(0, 100_000),
          "100",
          "Most that wait for one address, subject or file; further ones get 429 at once.");

  static final List<Key<?>> KEYS = keys();

  private ThrottleReader() {}

  private static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>();
    keys.addAll(CLIENT.keys());
    keys.addAll(SUBJECT.keys());
    keys.addAll(FILE.keys());
    keys.addAll(List.of(REQUESTS, BURST, RATE_AFTER, WAIT, MAX));
    keys.addAll(SharedReader.KEYS);
    return List.copyOf(keys);
  }

  static Throttle read(Section limits, Surroundings surroundings) {
    Section queue = limits.child("queue");
    return new Throttle(
        perKey(limits, CLIENT),
        perKey(limits, SUBJECT),
        perKey(limits, FILE),
        requests(limits),
        limits.value(RATE_AFTER),
        new Throttle.Queue(queue.value(WAIT), queue.value(MAX)),
        SharedReader.read(limits, surroundings));
  }

  private static PerKey perKey(Section limits, Three keys) {
    Section section = limits.child(keys.name());
    Optional<Integer> transfers = section.find(keys.transfers());
    Optional<Long> rate = section.find(keys.rate());
    Optional<Item<Long>> burst = section.findItem(keys.burst());
    if (burst.isPresent() && section.node(keys.rate().name()).isEmpty()) {
      section
          .report()
          .wrong(
              burst.get().line(),
              section.fullName(keys.burst()),
              "a burst without a rate means nothing.",
              "Write rate: beside it, or remove it.");
    }
    return new PerKey(
        transfers.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        rate.map(perSecond -> new ByteRate(perSecond, burst.map(Item::value).orElse(perSecond))));
  }

  private static Optional<RequestRate> requests(Section limits) {
    Optional<YamlNode> node = limits.node("requests");
    Section section =
        node.filter(Scalar.class::isInstance)
            .filter(scalar -> !((Scalar) scalar).isNothing())
            .map(scalar ->
                Section.of(limits.report(), "limits.requests", "limits.requests", longForm(scalar)))
            .orElseGet(() -> limits.child("requests"));
    Optional<RateKinds.Requests> rate = section.find(REQUESTS);
    Optional<Item<Integer>> burst = section.findItem(BURST);
    if (burst.isPresent() && section.node(REQUESTS.name()).isEmpty()) {
      section
          .report()
          .wrong(
              burst.get().line(),
              section.fullName(BURST),
              "a burst without a rate means nothing.",
              "Write rate: beside it, or remove it.");
    }
    return rate.map(requests -> {
      int second = (int) Math.max(1, requests.number() / Math.max(1, requests.in().toSeconds()));
      return new RequestRate(
          requests.number(), requests.in(), burst.map(Item::value).orElse(second));
    });
  }

  private static YamlNode longForm(YamlNode scalar) {
    Scalar name = new Scalar(REQUESTS.name(), true, scalar.line());
    return new Mapping(List.of(new Entry(name, scalar)), scalar.line());
  }
}
