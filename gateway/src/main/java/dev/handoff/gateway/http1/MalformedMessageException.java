package dev.handoff.gateway.http1;

/**
 * A message that breaks RFC 9112, or a limit of ours.
 *
 * <p>Thrown while octets are read; the connection cannot be used any further. Carries no stack
 * trace: a hostile client decides how often it is made.
 */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  public MalformedMessageException(int status, String reason) {
    super(reason, null, false, false);
    this.status = status;
  }

  /** The status a client gets for it; from an app the answer is 502 whatever this says. */
  public int status() {
    return status;
  }

  /** What was wrong, for the log. Names no octets of the message. */
  public String reason() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
