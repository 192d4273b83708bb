package dev.handoff.gateway.wire;

/** The connection ended before an answer's head was whole. */
public final class NoAnswer extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final boolean reset;

  NoAnswer(String message, boolean reset) {
    super(message);
    this.reset = reset;
  }

  public boolean wasReset() {
    return reset;
  }
}
