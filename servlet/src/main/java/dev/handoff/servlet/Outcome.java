package dev.handoff.servlet;

/** What became of sending a file. Expected endings are values: none of them is thrown. */
public sealed interface Outcome {

  /** A front, or a container that can, was told where the file is, and delivers it. */
  record HandedOff() implements Outcome {}

  /**
   * All of the answer went out.
   *
   * @param bytes of content; zero for HEAD
   */
  record Sent(long bytes) implements Outcome {}

  /**
   * The answer broke off, and the client can see that it did.
   *
   * @param bytes of content that had gone out
   */
  record Aborted(long bytes, Cause cause) implements Outcome {}

  /** 304: the client has the file already. */
  record NotModified() implements Outcome {}

  /**
   * The file was not sent.
   *
   * @param status 404 for what is missing or may not be sent, 405, 412, 416, or 500 for a source
   *     that failed at its first byte; 204 for OPTIONS
   */
  record Refused(int status) implements Outcome {}

  /** Why an answer broke off. */
  enum Cause {
    /** The client went away. */
    CLIENT_LEFT,
    /** The client took nothing for longer than it may. */
    STALLED,
    /** The source failed, or became shorter than it was. */
    SOURCE_FAILED
  }
}
