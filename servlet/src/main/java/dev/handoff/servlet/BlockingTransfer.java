package dev.handoff.servlet;

import dev.handoff.servlet.Transfer.SourceFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.LockSupport;

/** Copies on the request's own thread, which the client's pace then occupies. */
final class BlockingTransfer {
  private BlockingTransfer() {}

  /**
   * The first bytes may be in the buffer already.
   *
   * @throws UncheckedIOException if the source broke and only that breaks the connection
   */
  static Outcome run(Transfer transfer) {
    try {
      while (transfer.fill()) {
        pause(transfer);
        transfer.write();
      }
      transfer.response.flushBuffer();
      return transfer.done();
    } catch (SourceFailed e) {
      Sender.LOG.log(Level.WARNING, e.getMessage());
      Outcome outcome = transfer.broken(Outcome.Cause.SOURCE_FAILED);
      if (!Connections.cut(transfer.response)) {
        // Tomcat would keep the connection, and the client wait for the rest.
        throw new UncheckedIOException(new IOException(e.getMessage(), e));
      }
      return outcome;
    } catch (IOException e) {
      return transfer.broken(Outcome.Cause.CLIENT_LEFT);
    }
  }

  private static void pause(Transfer transfer) {
    for (long left = transfer.delay(); left > 0; left = transfer.delay()) {
      LockSupport.parkNanos(left);
    }
  }
}
