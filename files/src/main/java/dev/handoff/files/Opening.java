package dev.handoff.files;

/** What became of opening a name. */
public sealed interface Opening {

  /** An open regular file, which the receiver closes. */
  record Opened(OpenFile file) implements Opening {}

  /**
   * Nothing that may be delivered has this name. Missing, forbidden and unreadable are one answer,
   * so that a client learns nothing about names it may not see.
   *
   * @param reason for the operator's log; never for the client
   * @param absent nothing at all has this name, so that it may be looked for elsewhere
   */
  record Missing(String reason, boolean absent) implements Opening {}
}
