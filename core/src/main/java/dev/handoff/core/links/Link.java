package dev.handoff.core.links;

import java.time.Instant;
import java.util.Optional;

/**
 * What a link permits: to read, until a time.
 *
 * @param scope which path or paths
 * @param expires whole seconds since 1970, after 1970; the last moment is inclusive
 * @param subject for whom it was made, 1 to 256 characters; whoever holds the link still may use it
 *     unless the verifier is told who asks
 * @param network from where it may be used
 */
public record Link(
    LinkScope scope, Instant expires, Optional<String> subject, Optional<ClientNetwork> network) {
  private static final int LONGEST_SUBJECT = 256;
  private static final long LAST_SECOND = 9_999_999_999L;

  public Link {
    if (expires.getNano() != 0
        || expires.getEpochSecond() <= 0
        || expires.getEpochSecond() > LAST_SECOND) {
      throw new IllegalArgumentException(
          "a link expires at a whole second from 1 to " + LAST_SECOND + ", not at " + expires);
    }
    subject.ifPresent(name -> {
      if (name.isEmpty() || name.length() > LONGEST_SUBJECT) {
        throw new IllegalArgumentException(
            "a subject has 1 to " + LONGEST_SUBJECT + " characters, not " + name.length());
      }
    });
  }

  /** A link without subject and network. */
  public static Link to(LinkScope scope, Instant expires) {
    return new Link(
        scope, Instant.ofEpochSecond(expires.getEpochSecond()), Optional.empty(), Optional.empty());
  }

  /** For somebody. */
  public Link forSubject(String name) {
    return new Link(scope, expires, Optional.of(name), network);
  }

  /** From somewhere only. */
  public Link fromNetwork(ClientNetwork only) {
    return new Link(scope, expires, subject, Optional.of(only));
  }
}
