package dev.handoff.gateway.http2;

/**
 * The peer broke the protocol so that nothing more of the connection can be believed (RFC 9113
 * §5.4.1). Carries no stack trace: a hostile client decides how often it is made.
 */
public final class ConnectionError extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public ConnectionError(ErrorCode code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  /** What was wrong, for the log. Names no octets of the peer. */
  public String reason() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
