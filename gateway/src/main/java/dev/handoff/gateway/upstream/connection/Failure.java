package dev.handoff.gateway.upstream.connection;

import io.netty.channel.ConnectTimeoutException;
import java.io.FileNotFoundException;

/**
 * Why a server gave no answer.
 *
 * @param status what the client gets
 * @param before text for the log in front of the server's name, {@code after} behind it
 */
public record Failure(int status, String before, String after) {
  public static final Failure QUEUE_FULL = new Failure(503, "too many requests wait for ", "");
  public static final Failure QUEUE_TIMEOUT =
      new Failure(503, "no connection to ", " became free in time");
  public static final Failure CONNECT_TIMEOUT = new Failure(504, "connecting to ", " timed out");
  public static final Failure NO_ANSWER = new Failure(504, "", " did not answer in time");
  public static final Failure STALLED = new Failure(504, "", " stopped in mid-answer");
  public static final Failure CLOSED_EARLY =
      new Failure(502, "", " closed the connection before its answer was whole");

  /** No connection came about. */
  public static Failure connect(Throwable cause) {
    if (cause instanceof ConnectTimeoutException) {
      return CONNECT_TIMEOUT;
    }
    // Netty has no words for a socket file that is not there.
    String why =
        cause instanceof FileNotFoundException ? "its socket file is missing" : cause.getMessage();
    return new Failure(502, "cannot connect to ", ": " + why);
  }

  /** What came is not HTTP as RFC 9112 has it. */
  public static Failure malformed(String what) {
    return new Failure(502, "the answer of ", " is malformed: " + what);
  }

  /** The whole, for the log. */
  public String reason(String server) {
    return before + server + after;
  }
}
