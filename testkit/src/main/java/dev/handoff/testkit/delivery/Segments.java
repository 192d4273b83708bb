package dev.handoff.testkit.delivery;

import dev.handoff.core.validators.EntityTag;
import dev.handoff.testkit.exchange.Exchange;
import dev.handoff.testkit.exchange.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A file in several parts, asked for at the same time. */
final class Segments {
  private final Delivery delivery;
  private final int count;
  private final CountDownLatch ready;

  Segments(Delivery delivery, int count) {
    this.delivery = delivery;
    this.count = count;
    this.ready = new CountDownLatch(count);
  }

  void survive() throws Unmet {
    Exchange whole = delivery.whole();
    int size = whole.answer().body().length;
    Unmet.ifNot(
        size >= count,
        "is too short for " + count + " segments",
        whole,
        "let survivesParallelSegments look at a file of at least " + count + " bytes.");
    Optional<String> tag =
        whole
            .answer()
            .field("ETag")
            .flatMap(EntityTag::parse)
            .filter(value -> !value.weak())
            .map(EntityTag::toString);
    ExecutorService clients = Executors.newFixedThreadPool(count);
    try {
      List<Future<Exchange>> segments = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String range = "bytes=" + start(i, size) + "-" + (start(i + 1, size) - 1);
        Request plain = delivery.request("GET").with("Range", range);
        Request request = tag.map(value -> plain.with("If-Range", value)).orElse(plain);
        segments.add(clients.submit(together(request)));
      }
      for (int i = 0; i < count; i++) {
        int first = start(i, size);
        String what = "does not survive " + count + " segments at once";
        Parts.expect(delivery, result(segments.get(i)), first, start(i + 1, size) - 1, what);
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private int start(int segment, int size) {
    return (int) ((long) size * segment / count);
  }

  private Callable<Exchange> together(Request request) {
    return () -> {
      ready.countDown();
      ready.await();
      return delivery.ask(request);
    };
  }

  private static Exchange result(Future<Exchange> segment) throws Unmet {
    try {
      return segment.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Unmet unmet) {
        throw unmet;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while segments were loading", e);
    }
  }
}
