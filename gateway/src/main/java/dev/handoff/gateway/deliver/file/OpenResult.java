package dev.handoff.gateway.deliver.file;

/** What became of opening a name for a request. */
public sealed interface OpenResult {

  /** A file retained for the receiver, who calls {@link ServedFile#release()} once. */
  record Found(ServedFile file) implements OpenResult {}

  /**
   * Nothing that may be delivered has this name: not there, forbidden, unreadable, no regular file.
   *
   * @param reasonForLog never for the client
   * @param absent nothing at all has this name, so that it may be looked for elsewhere
   */
  record Missing(String reasonForLog, boolean absent) implements OpenResult {}

  /**
   * It cannot be said at the moment: too many opens wait, or the machine is out of something.
   *
   * @param reasonForLog never for the client
   */
  record Busy(String reasonForLog) implements OpenResult {}
}
