package dev.handoff.gateway.listen.tls;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What session tickets are sealed with: a new key twice a day, and the two before it still open
 * what they sealed. In memory only, so no file can give past sessions away, and another gateway
 * cannot resume them.
 *
 * <p>Thread-safe.
 */
final class TicketKeys {
  private static final Duration LIFE = Duration.ofHours(12);
  private static final int KEPT = 3;

  private final SecureRandom random = new SecureRandom();
  private final List<OpenSslSessionTicketKey> keys = new ArrayList<>();
  private int made;
  private long madeNanos;

  /** Makes a new key when it is time, and says how many there have been. */
  synchronized int rotate(long nowNanos) {
    if (!keys.isEmpty() && nowNanos - madeNanos < LIFE.toNanos()) {
      return made;
    }
    made++;
    madeNanos = nowNanos;
    keys.addFirst(
        new OpenSslSessionTicketKey(
            random(OpenSslSessionTicketKey.NAME_SIZE),
            random(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
            random(OpenSslSessionTicketKey.AES_KEY_SIZE)));
    if (keys.size() > KEPT) {
      keys.removeLast();
    }
    return made;
  }

  /** The first seals; all open. */
  synchronized OpenSslSessionTicketKey[] current() {
    return keys.toArray(OpenSslSessionTicketKey[]::new);
  }

  private byte[] random(int size) {
    byte[] octets = new byte[size];
    random.nextBytes(octets);
    return octets;
  }
}
