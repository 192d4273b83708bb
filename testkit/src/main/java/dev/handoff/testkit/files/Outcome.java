package dev.handoff.testkit.files;

import java.time.Instant;

/** What an implementation made of a name. */
public sealed interface Outcome {

  /**
   * It was opened, read to its end and closed again.
   *
   * @param content octets as ISO 8859-1
   * @param size in bytes, as announced before anything was read
   * @param modified as announced before anything was read
   */
  record Opened(String content, long size, Instant modified) implements Outcome {}

  /**
   * It was not opened.
   *
   * @param reason for the log
   */
  record Missing(String reason) implements Outcome {}
}
