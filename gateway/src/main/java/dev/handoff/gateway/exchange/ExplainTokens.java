package dev.handoff.gateway.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Iterator;
import java.util.function.LongSupplier;

/**
 * Tokens that let one request be explained, each once: for an operator who may speak on the admin
 * socket and should not need a lasting secret. Shared between threads.
 */
public final class ExplainTokens {
  /** How long a token waits for its request. */
  public static final Duration LIFE = Duration.ofSeconds(60);

  /** Tokens that wait at a time; the oldest gives way. */
  private static final int MOST = 64;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final LongSupplier clock;
  private final ArrayDeque<Token> waiting = new ArrayDeque<>();
  private volatile boolean any;

  private record Token(String text, long issuedNanos) {}

  public ExplainTokens() {
    this(System::nanoTime);
  }

  ExplainTokens(LongSupplier clock) {
    this.clock = clock;
  }

  public synchronized String issue() {
    byte[] octets = new byte[32];
    RANDOM.nextBytes(octets);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    if (waiting.size() == MOST) {
      waiting.removeFirst();
    }
    waiting.addLast(new Token(text, clock.getAsLong()));
    any = true;
    return text;
  }

  /** Whether a request could show one: nearly always not, and then nobody looks for it. */
  public boolean areWaiting() {
    return any;
  }

  /** Whether {@code shown} is a token; it is none after this. */
  public synchronized boolean take(byte[] shown) {
    boolean found = false;
    long now = clock.getAsLong();
    for (Iterator<Token> each = waiting.iterator(); each.hasNext(); ) {
      Token token = each.next();
      boolean late = now - token.issuedNanos() > LIFE.toNanos();
      boolean same = MessageDigest.isEqual(token.text().getBytes(ISO_8859_1), shown);
      if (late || same) {
        each.remove();
      }
      found |= same && !late;
    }
    any = !waiting.isEmpty();
    return found;
  }
}
