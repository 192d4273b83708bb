package dev.handoff.gateway.limit;

import dev.handoff.core.fields.Field;
import dev.handoff.core.handoff.Rate;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.limit.Passage.Stop;
import dev.handoff.gateway.limit.pace.PacedExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Stands between an app's word and the file: what a subject and a file may have at a time, and how
 * fast this one goes. Immutable, shared by all loops.
 */
public final class DeliveryGate {
  private final Optional<Rule> subjects;
  private final Optional<Rule> files;
  private final boolean pacesSubjects;
  private final boolean pacesFiles;
  private final long free;

  /**
   * @param subjects empty: not limited
   * @param files empty: not limited
   * @param free octets of each answer that go before any rate holds
   */
  DeliveryGate(
      Optional<Rule> subjects,
      Optional<Rule> files,
      boolean pacesSubjects,
      boolean pacesFiles,
      long free) {
    this.subjects = subjects;
    this.files = files;
    this.pacesSubjects = pacesSubjects;
    this.pacesFiles = pacesFiles;
    this.free = free;
  }

  /**
   * One that limits nothing, and only has each file go as its app says.
   *
   * @param free octets of each answer that go before that holds
   */
  public static DeliveryGate of(long free) {
    return new DeliveryGate(Optional.empty(), Optional.empty(), false, false, free);
  }

  /** Whether it makes a difference which file is asked for. */
  public boolean limitsFiles() {
    return files.isPresent();
  }

  /**
   * Lets an exchange on when it may have the file.
   *
   * @param subject whom the app says it is for
   * @param file what it is, however it is called; asked for only if that makes a difference
   * @param own how fast the app wants it to go
   * @param then gets the exchange to answer from now on
   * @param refused has to answer 429 with this field
   */
  public void enter(
      Exchange exchange,
      Optional<String> subject,
      Supplier<String> file,
      Optional<Rate> own,
      Consumer<Exchange> then,
      Consumer<Field> refused) {
    boolean bySubject = subjects.isPresent() && subject.isPresent();
    if (!bySubject && files.isEmpty()) {
      then.accept(paced(exchange, own, List.of()));
      return;
    }
    List<Stop> stops = new ArrayList<>(2);
    List<KeyState> rates = new ArrayList<>(2);
    if (bySubject) {
      stops.add(stop(subjects.get(), subject.get(), pacesSubjects, rates));
    }
    if (files.isPresent()) {
      stops.add(stop(files.get(), file.get(), pacesFiles, rates));
    }
    Passage.begin(
        exchange,
        stops.toArray(Stop[]::new),
        new Passage.Outcome() {
          @Override
          public void through() {
            then.accept(paced(exchange, own, rates));
          }

          @Override
          public void refused(Field retryAfter) {
            refused.accept(retryAfter);
          }
        });
  }

  private static Stop stop(Rule rule, String key, boolean paces, List<KeyState> rates) {
    KeyState state = rule.table().hold(BoundedKey.of(key), System.nanoTime());
    if (paces) {
      rates.add(state);
    }
    return new Stop(rule, state, state.slots(), rule.count());
  }

  private Exchange paced(Exchange exchange, Optional<Rate> own, List<KeyState> rates) {
    if (own.isPresent() && own.get() instanceof Rate.Unlimited) {
      // The app means it: whatever is configured (nginx: X-Accel-Limit-Rate: 0).
      if (exchange instanceof PacedExchange paced) {
        paced.pace().exempt();
      }
      return exchange;
    }
    if (own.isEmpty() && rates.isEmpty()) {
      return exchange;
    }
    PacedExchange paced = PacedExchange.of(exchange, free);
    rates.forEach(state -> paced.pace().share(state.rate()));
    if (own.isPresent() && own.get() instanceof Rate.Limited limited) {
      paced.pace().own(limited.bytesPerSecond(), System.nanoTime());
    }
    return paced;
  }
}
