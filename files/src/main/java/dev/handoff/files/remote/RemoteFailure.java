package dev.handoff.files.remote;

import java.io.IOException;

/**
 * A store that cannot be reached, says nothing, or contradicts itself; the message is for a log.
 */
class RemoteFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  /**
   * @param status for the client
   */
  RemoteFailure(int status, String reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }

  RemoteFailure(int status, String reason, Throwable cause) {
    super(reason, cause);
    this.status = status;
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  int status() {
    return status;
  }
}
