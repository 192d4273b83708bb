package dev.handoff.core.links;

import java.time.Instant;

/** What a link is worth. A client is told nothing but that it does not work. */
public sealed interface LinkVerdict {

  /**
   * It permits what was asked.
   *
   * @param key name of the key that signed it: what may not be removed yet
   */
  record Valid(Link link, String key) implements LinkVerdict {}

  /** It was good, and is not any more. */
  record Expired(Instant at) implements LinkVerdict {}

  /**
   * It does not permit this: altered, for another path, from another network, for somebody else, or
   * not a link at all.
   *
   * @param reason for the log
   */
  record Forged(String reason) implements LinkVerdict {}

  /** No key of that name: withdrawn, or another system's link. */
  record UnknownKey(String id) implements LinkVerdict {}
}
