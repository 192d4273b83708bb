package dev.handoff.core.structured;

/** Ends a parse; never leaves the package. */
final class MalformedField extends Exception {

  private static final long serialVersionUID = 1L;

  private final int offset;
  private final String reason;

  MalformedField(int offset, String reason) {
    // Without a stack trace: clients and apps decide how often this happens.
    super(reason, null, false, false);
    this.offset = offset;
    this.reason = reason;
  }

  int offset() {
    return offset;
  }

  String reason() {
    return reason;
  }
}
