package dev.handoff.conformance;

/** What a server made of a case. */
public sealed interface Result {
  /** What must come came. */
  record Passed() implements Result {}

  /**
   * It cannot be asked there.
   *
   * @param reason for the reader
   */
  record NotApplicable(String reason) implements Result {}

  /**
   * Something else came.
   *
   * @param seen what, in few words; Markdown
   */
  record Failed(String seen, Evidence evidence) implements Result {}
}
