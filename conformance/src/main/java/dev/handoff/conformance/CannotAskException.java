package dev.handoff.conformance;

/** Nothing was judged, because the question does not make sense there. The message says why. */
public final class CannotAskException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whose turn it is. */
  public enum Reason {
    /** Nobody answers, or what answers does not speak HTTP/1.1. */
    NO_ANSWER,

    /** There is an answer, but not with this file: a redirect, a refusal, other content. */
    OTHER_ANSWER
  }

  private final Reason reason;

  CannotAskException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What kind it is, for an exit code. */
  public Reason reason() {
    return reason;
  }
}
