package dev.handoff.core.handoff;

import dev.handoff.core.validators.EntityTag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an app says about its handoff in the {@code Handoff} field, an RFC 9651 dictionary: {@code
 * reuse=30, subject="u42", etag="v7";weak}.
 *
 * @param etag the entity tag of the delivery, instead of the file's own
 * @param size expected size in bytes
 * @param type media type of the delivery, {@code type/subtype} with its parameters
 * @param modified the modification date of the delivery, in whole seconds
 * @param subject who the delivery is for; limits count by it
 * @param key names the decision, so that it can be revoked
 * @param receipt names the delivery in its receipt
 * @param reuse how long the decision may answer identical requests
 * @param rate how fast the body may go out
 * @param deleteAfter delete the file once it was delivered whole
 */
public record HandoffHints(
    Optional<EntityTag> etag,
    OptionalLong size,
    Optional<String> type,
    Optional<Instant> modified,
    Optional<String> subject,
    Optional<String> key,
    Optional<String> receipt,
    Optional<Duration> reuse,
    Optional<Rate> rate,
    boolean deleteAfter) {

  /** An app that says nothing. */
  public static final HandoffHints NONE =
      new HandoffHints(
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  /** What came of reading the field. */
  public sealed interface Reading {}

  /**
   * The hints that could be read.
   *
   * @param ignored for the log: keys nobody knows, and values of a wrong type that lift no limit
   */
  public record Parsed(HandoffHints hints, List<String> ignored) implements Reading {
    public Parsed {
      ignored = List.copyOf(ignored);
    }
  }

  /** Not a dictionary: ignored as a whole, and logged. */
  public record Unreadable(String reason) implements Reading {}

  /** A limit that cannot be read: 502, because going on without it would lift it. */
  public record Refused(String reason) implements Reading {}

  /** Reads all {@code Handoff} lines of an app's answer; without a line there are no hints. */
  public static Reading parse(List<String> lines) {
    return lines.isEmpty() ? new Parsed(NONE, List.of()) : HintReader.read(lines);
  }
}
