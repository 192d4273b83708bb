package dev.handoff.gateway.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much one client, one subject and one file may have at a time. Whoever wants more waits.
 *
 * @param client an address, or the /64 of an IPv6 address
 * @param subject what an app says in {@code Handoff: subject=…}
 * @param file what is delivered, whoever gets it
 * @param requests in a time, of one client
 * @param rateAfter octets of each answer that go as fast as they can
 * @param shared where several gateways keep one budget; empty: each has its own
 */
public record Throttle(
    PerKey client,
    PerKey subject,
    PerKey file,
    Optional<RequestRate> requests,
    long rateAfter,
    Queue queue,
    Optional<SharedBudgets> shared) {

  /** Nothing is held back. */
  public static final Throttle NONE =
      new Throttle(
          PerKey.UNLIMITED,
          PerKey.UNLIMITED,
          PerKey.UNLIMITED,
          Optional.empty(),
          0,
          Queue.DEFAULT,
          Optional.empty());

  /**
   * Of one key.
   *
   * @param transfers at the same time; empty: any number
   * @param rate of all of them together; empty: as fast as it goes
   */
  public record PerKey(OptionalInt transfers, Optional<ByteRate> rate) {
    public static final PerKey UNLIMITED = new PerKey(OptionalInt.empty(), Optional.empty());

    public boolean isUnlimited() {
      return equals(UNLIMITED);
    }
  }

  /**
   * @param perSecond octets
   * @param burst octets that may go at once after a pause
   */
  public record ByteRate(long perSecond, long burst) {
    /** A slower transfer looks like a broken one to every client. */
    public static final long LEAST = 16 << 10;
  }

  /**
   * @param requests within {@code in}
   * @param burst requests that may come at once after a pause
   */
  public record RequestRate(int requests, Duration in, int burst) {
    public double perSecond() {
      return requests * 1e9 / in.toNanos();
    }
  }

  /**
   * Who may wait.
   *
   * @param longest wait, all waits of one request together; then 429
   * @param max waiting at one key; more are answered with 429 at once
   */
  public record Queue(Duration longest, int max) {
    public static final Queue DEFAULT = new Queue(Duration.ofSeconds(20), 100);
  }

  /** Whether anything waits before an app is asked. */
  public boolean limitsClients() {
    return !client.isUnlimited() || requests.isPresent();
  }

  /** Whether nobody ever waits for anybody. */
  public boolean isNothing() {
    return !limitsClients() && !limitsDeliveries();
  }

  /** Whether anything waits before a file is opened. */
  public boolean limitsDeliveries() {
    return !subject.isUnlimited() || !file.isUnlimited();
  }
}
