package dev.handoff.testkit.mockmvc;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.mock.web.MockHttpServletRequest;

/** When an app has answered that went on with a request on a thread of its own. */
final class AsyncEnd {
  private static final int PATIENCE_SECONDS = 30;

  private AsyncEnd() {}

  /**
   * Waits until nothing goes on any more. The mock's own listeners are a plain list: one that is
   * added while the app ends would break the app, so its state is looked at.
   */
  static void await(MockHttpServletRequest request) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (request.isAsyncStarted()) {
      if (System.nanoTime() - end > 0) {
        throw new IOException(
            "the app went on with the request and did not end it in " + PATIENCE_SECONDS + " s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
