package dev.handoff.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** Breaks connections, so that a client sees that an answer is not whole. */
final class Connections {
  /** Jetty's word for it; other containers refuse it once the head is out. */
  private static final int ABORT = -1;

  private Connections() {}

  /** False where a container does it only for what a listener throws, or for a timeout. */
  static boolean cut(HttpServletResponse response) {
    try {
      response.sendError(ABORT);
      return true;
    } catch (IOException | IllegalStateException | IllegalArgumentException notHere) {
      Sender.LOG.log(Level.DEBUG, "Another way is needed here", notHere);
      return false;
    }
  }
}
