package dev.handoff.gateway.limit;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.SharedBudgets;
import dev.handoff.gateway.config.Throttle;
import dev.handoff.gateway.exchange.RequestHandler;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All limits of a gateway, across its configurations: what runs and who waits goes on counting when
 * a reload changes the numbers. Thread-safe.
 */
public final class Limiter implements AutoCloseable {
  private static final String REQUESTS = "requests";
  private static final String CLIENTS = "per_client";
  private static final String SUBJECTS = "per_subject";
  private static final String FILES = "per_file";

  /** Of every limit, as the configuration calls it. */
  public static final List<String> NAMES = List.of(REQUESTS, CLIENTS, SUBJECTS, FILES);

  private final Rule clients = new Rule(CLIENTS);
  private final Rule subjects = new Rule(SUBJECTS);
  private final Rule files = new Rule(FILES);
  private final LimitCount requests = new LimitCount(REQUESTS);
  private @Nullable Leases leases;

  /** Goes by these numbers from now on, also for who waits already. */
  public synchronized void change(Throttle throttle) {
    share(throttle.shared());
    clients.change(throttle.client(), throttle.requests(), throttle.queue());
    subjects.change(throttle.subject(), Optional.empty(), throttle.queue());
    files.change(throttle.file(), Optional.empty(), throttle.queue());
  }

  /** What stands before {@code next} by this configuration; {@code next} itself if nothing does. */
  public RequestHandler before(RequestHandler next, Throttle throttle, List<AddressRange> trusted) {
    return throttle.limitsClients()
        ? new ClientGate(
            clients,
            requests,
            trusted,
            throttle.client().rate().isPresent(),
            throttle.rateAfter(),
            next)
        : next;
  }

  /** What stands before files by this configuration. */
  public DeliveryGate deliveries(Throttle throttle) {
    return new DeliveryGate(
        throttle.subject().isUnlimited() ? Optional.empty() : Optional.of(subjects),
        throttle.file().isUnlimited() ? Optional.empty() : Optional.of(files),
        throttle.subject().rate().isPresent(),
        throttle.file().rate().isPresent(),
        throttle.rateAfter());
  }

  private void share(Optional<SharedBudgets> wanted) {
    Leases before = leases;
    if (before != null && wanted.isPresent() && before.where().equals(wanted.get())) {
      return;
    }
    Leases after = wanted.map(Leases::new).orElse(null);
    leases = after;
    clients.leases(after);
    subjects.leases(after);
    files.leases(after);
    if (before != null) {
      before.close();
    }
  }

  /** Questions that the engine of shared budgets did not answer, so far. */
  public synchronized long sharedFailures() {
    return leases == null ? 0 : leases.failures();
  }

  /** Whether it did not answer the last one. */
  public synchronized boolean isSharedFailing() {
    return leases != null && leases.isFailing();
  }

  /** Nothing is limited any more, and no engine is asked. */
  @Override
  public void close() {
    change(Throttle.NONE);
  }

  /** What each limit has done so far, in the order in which requests pass them. */
  public List<LimitCount> counts() {
    return List.of(requests, clients.count(), subjects.count(), files.count());
  }
}
