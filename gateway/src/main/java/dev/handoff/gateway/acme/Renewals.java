package dev.handoff.gateway.acme;

import dev.handoff.gateway.config.AcmeConfig;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every certificate that is kept good, as the configuration in force wants it. Thread-safe. */
public final class Renewals implements AutoCloseable {
  private final Challenges challenges;
  private final InstantSource clock;
  private final Map<AcmeConfig, Renewal> running = new LinkedHashMap<>();

  public Renewals(Challenges challenges, InstantSource clock) {
    this.challenges = challenges;
    this.clock = clock;
  }

  /**
   * Sees to it that each certificate has files to begin with. Blocks; asks nobody.
   *
   * @throws IOException when they cannot be written; what runs goes on
   */
  public static void prepare(List<AcmeConfig> wanted) throws IOException {
    for (AcmeConfig one : wanted) {
      try {
        if (!new StoredCertificate(one).exists()) {
          new Ordering(one, new Challenges()).selfSigned(Instant.now());
        }
      } catch (IOException refused) {
        throw new IOException(
            "cannot write certificates below " + one.state() + ": " + refused.getMessage(),
            refused);
      }
    }
  }

  /** Keeps these good from now on, and no others. Returns at once. */
  public synchronized void follow(List<AcmeConfig> wanted) {
    running
        .entrySet()
        .removeIf(entry -> {
          boolean over = !wanted.contains(entry.getKey());
          if (over) {
            entry.getValue().close();
          }
          return over;
        });
    for (AcmeConfig one : wanted) {
      running.computeIfAbsent(one, this::begin);
    }
  }

  private Renewal begin(AcmeConfig config) {
    Renewal renewal = new Renewal(config, challenges, clock);
    renewal.start();
    return renewal;
  }

  @Override
  public void close() {
    follow(List.of());
  }
}
