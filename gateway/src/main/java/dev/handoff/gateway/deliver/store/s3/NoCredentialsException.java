package dev.handoff.gateway.deliver.store.s3;

/** A source has none. The message names what is missing and what to do, on one line, no secret. */
final class NoCredentialsException extends Exception {
  private static final int LONGEST_QUOTE = 300;

  NoCredentialsException(String message) {
    super(message);
  }

  /** What the SDK says of a failure, fit for one line of a log. */
  static String quoted(RuntimeException failure) {
    String said = String.valueOf(failure.getMessage());
    Throwable cause = failure.getCause();
    if (cause != null) {
      said += " " + cause.getMessage();
    }
    String text = said.replaceAll("[^ -~]+", " ").strip();
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
  }
}
