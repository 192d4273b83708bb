package dev.handoff.testkit.exchange;

import java.io.IOException;

/**
 * Asks a server, or what stands in for one, and shows the answer exactly: follows no redirect,
 * decodes no content, keeps no cookie, adds no condition.
 *
 * <p>May be used by several threads at once.
 */
@FunctionalInterface
public interface DeliveryClient {

  /**
   * Sends a request and reads its answer to the end. A message that is broken or cut is an answer
   * with {@link Answer#defects()}.
   *
   * @throws IOException if nothing came that could be an answer
   */
  Answer send(Request request) throws IOException;

  /**
   * Called before something that only a connection can show, such as several requests at once.
   *
   * @param what the assertion that needs it
   * @throws AssertionError if there is no connection, saying how to get one
   */
  default void needsRealPort(String what) {}

  /** What the target is shown behind in messages, such as {@code http://127.0.0.1:8080}. */
  default String origin() {
    return "";
  }
}
