package dev.handoff.gateway.listen;

import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Words for a file that could not be sent to its end, which say whose doing that was. */
final class SendFailure {
  private SendFailure() {}

  static String reason(@Nullable Throwable cause) {
    String message = cause == null ? "" : String.valueOf(cause.getMessage());
    boolean left =
        cause instanceof ClosedChannelException
            || message.contains("Broken pipe")
            || message.contains("Connection reset");
    return (left ? "the client left: " : "sending the file failed: ") + message;
  }
}
