package dev.handoff.gateway.http2;

/**
 * One stream cannot go on; the others can (RFC 9113 §5.4.2). Carries no stack trace: a hostile
 * client decides how often it is made.
 */
public final class StreamError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int stream;
  private final ErrorCode code;

  public StreamError(int stream, ErrorCode code, String reason) {
    super(reason, null, false, false);
    this.stream = stream;
    this.code = code;
  }

  public int stream() {
    return stream;
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
