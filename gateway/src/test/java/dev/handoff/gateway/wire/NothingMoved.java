package dev.handoff.gateway.wire;

/** The other side neither sent nor closed for as long as the test is patient. */
public final class NothingMoved extends AssertionError {
  private static final long serialVersionUID = 1L;

  NothingMoved(String message, Throwable cause) {
    super(message, cause);
  }
}
