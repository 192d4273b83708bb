package dev.handoff.gateway.listen;

import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.channel.unix.Errors;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Why a file could not be sent to its end, and whose doing that was. */
final class SendFailure {
  private SendFailure() {}

  static String reason(@Nullable Throwable cause) {
    String message = cause == null ? "" : String.valueOf(cause.getMessage());
    return (isOfClient(cause) ? "the client left: " : "sending the file failed: ") + message;
  }

  /** The file's own troubles have other names. */
  static boolean isOfClient(@Nullable Throwable cause) {
    return switch (cause) {
      case null -> false;
      case ClosedChannelException _ -> true;
      case Errors.NativeIoException failed ->
          failed.expectedErr() == Errors.ERRNO_EPIPE_NEGATIVE
              || failed.expectedErr() == Errors.ERRNO_ECONNRESET_NEGATIVE;
      case ChannelOutputShutdownException shut -> isOfClient(shut.getCause());
      // Over TLS, the file's own troubles do not come this way.
      default -> {
        String message = String.valueOf(cause.getMessage());
        yield message.contains("Broken pipe") || message.contains("Connection reset");
      }
    };
  }
}
