package dev.handoff.gateway.deliver.file;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Who waits for a look at which name: one look at a time per name, shared by those who came before
 * it began.
 *
 * <p>Whoever comes while a look is under way waits for the next one. The file may have been written
 * in between, by the very app that now names it, and "missing" would be a lie.
 */
final class Lookups {
  /** Lists are touched only inside the map's own atomic operations, until they are taken out. */
  private final ConcurrentHashMap<Name, List<Waiter>> waiting = new ConcurrentHashMap<>();

  /** A request and the loop it lives on. */
  record Waiter(EventExecutor loop, Consumer<OpenResult> done) {

    /** A file is retained once more for this waiter. */
    void answer(OpenResult result) {
      if (result instanceof OpenResult.Found(var file) && !file.retain()) {
        throw new IllegalStateException("a file was closed under the worker that opened it");
      }
      try {
        loop.execute(() -> done.accept(result));
      } catch (RejectedExecutionException stopped) {
        if (result instanceof OpenResult.Found(var file)) {
          file.release();
        }
      }
    }
  }

  /** True when no look is under way: the caller starts one. */
  @SuppressWarnings("ReferenceEquality") // whose list it is tells who came first
  boolean join(Name name, Waiter waiter) {
    List<Waiter> own = new ArrayList<>(1);
    own.add(waiter);
    List<Waiter> joined =
        waiting.merge(
            name,
            own,
            (others, one) -> {
              others.addAll(one);
              return others;
            });
    return joined == own;
  }

  /** Those who wait for the look that begins now. */
  List<Waiter> begin(Name name) {
    return Objects.requireNonNull(waiting.put(name, new ArrayList<>(1)), "nobody joined");
  }

  /** False when somebody came meanwhile, for whom to begin again. */
  boolean end(Name name) {
    return waiting.compute(name, (_, others) -> others == null || others.isEmpty() ? null : others)
        == null;
  }

  /** Those who wait for a look that cannot begin. */
  List<Waiter> giveUp(Name name) {
    return Objects.requireNonNull(waiting.remove(name), "nobody joined");
  }
}
