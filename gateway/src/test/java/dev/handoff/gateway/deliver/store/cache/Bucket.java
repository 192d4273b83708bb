package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.ranges.RangeSpec;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.ReceivedRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A store with one object, that does what stores do; a test changes the object, or what is
 * answered. Counts what it gave away.
 */
final class Bucket implements Function<ReceivedRequest, Answer> {
  /** One version of the object. */
  record Item(byte[] content, String tag, String modified, List<String> fields) {
    static Item random(int length, long seed) {
      byte[] content = new byte[length];
      new Random(seed).nextBytes(content);
      return new Item(
          content,
          "\"v" + seed + "\"",
          "Mon, 06 May 2024 07:08:09 GMT",
          List.of("Content-Type: image/png"));
    }

    Item with(String... lines) {
      return new Item(content, tag, modified, List.of(lines));
    }

    Item tagged(String other) {
      return new Item(content, other, modified, fields);
    }

    Item modified(String other) {
      return new Item(content, tag, other, fields);
    }

    byte[] slice(long first, long last) {
      return Arrays.copyOfRange(content, (int) first, (int) last + 1);
    }
  }

  /** What was asked, and how much was answered. */
  record Served(int status, String range, String condition, int octets) {}

  private final List<Served> served = new CopyOnWriteArrayList<>();
  private final AtomicLong octets = new AtomicLong();
  private volatile Item item;
  private volatile Function<ReceivedRequest, Optional<Answer>> instead = _ -> Optional.empty();

  Bucket(Item item) {
    this.item = item;
  }

  Item item() {
    return item;
  }

  void put(Item next) {
    item = next;
  }

  void change(UnaryOperator<Item> how) {
    item = how.apply(item);
  }

  /** Answers otherwise where {@code script} says so. */
  void instead(Function<ReceivedRequest, Optional<Answer>> script) {
    instead = script;
  }

  List<Served> served() {
    return List.copyOf(served);
  }

  /** Answers with content, errors aside. */
  List<Served> reads() {
    return served.stream().filter(one -> one.status() == 200 || one.status() == 206).toList();
  }

  /** Octets of content that were given away. */
  long octets() {
    return octets.get();
  }

  void forget() {
    served.clear();
    octets.set(0);
  }

  @Override
  public Answer apply(ReceivedRequest request) {
    return instead.apply(request).orElseGet(() -> good(request));
  }

  /** What a good store answers. */
  Answer good(ReceivedRequest request) {
    Item now = item;
    String range = request.field("Range").orElse("");
    Optional<String> unless = request.field("If-None-Match");
    Optional<String> only = request.field("If-Match");
    String condition = unless.or(() -> only).orElse("");
    if (only.filter(tag -> !tag.equals(now.tag())).isPresent()) {
      return note(412, range, condition, new byte[0], now);
    }
    if (unless.filter(tag -> tag.equals(now.tag())).isPresent()) {
      return note(304, range, condition, new byte[0], now);
    }
    Optional<RangeSpec> spec = RangeSpec.firstOf(range, RangeLimits.DEFAULT);
    if (spec.isEmpty()) {
      return note(200, range, condition, now.content(), now);
    }
    Optional<ByteRange> octets = spec.get().in(now.content().length);
    if (octets.isEmpty()) {
      return note(
          416,
          range,
          condition,
          new byte[0],
          now,
          "Content-Range: bytes */" + now.content().length);
    }
    ByteRange part = octets.get();
    return note(
        206,
        range,
        condition,
        now.slice(part.first(), part.last()),
        now,
        "Content-Range: " + part.contentRange(now.content().length));
  }

  private Answer note(
      int status, String range, String condition, byte[] body, Item from, String... more) {
    served.add(new Served(status, range, condition, body.length));
    octets.addAndGet(body.length);
    return Answer.of(status, lines(from, more), body);
  }

  /** The octets that a request asks for. */
  static ByteRange range(ReceivedRequest request, Item of) {
    return RangeSpec.firstOf(request.field("Range").orElseThrow(), RangeLimits.DEFAULT)
        .orElseThrow()
        .in(of.content().length)
        .orElseThrow();
  }

  /** A head alone, for an answer that ends some other way. */
  static String head(int status, Item from, ByteRange range) {
    return "HTTP/1.1 "
        + status
        + " X\r\n"
        + String.join(
            "\r\n",
            lines(
                from,
                "Content-Length: " + range.length(),
                "Content-Range: " + range.contentRange(from.content().length)))
        + "\r\n\r\n";
  }

  static List<String> lines(Item from, String... more) {
    List<String> lines = new ArrayList<>();
    lines.add("Date: Sat, 21 Nov 2026 09:00:00 GMT");
    if (!from.tag().isEmpty()) {
      lines.add("ETag: " + from.tag());
    }
    if (!from.modified().isEmpty()) {
      lines.add("Last-Modified: " + from.modified());
    }
    lines.addAll(from.fields());
    lines.addAll(List.of(more));
    return lines;
  }
}
