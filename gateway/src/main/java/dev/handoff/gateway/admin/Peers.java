package dev.handoff.gateway.admin;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import jdk.net.ExtendedSocketOptions;

/**
 * Who may speak on the admin socket: the gateway's own user and root. The rights of the file say so
 * already; this holds even when somebody loosened them.
 */
final class Peers {
  private final List<UserPrincipal> allowed;

  private Peers(List<UserPrincipal> allowed) {
    this.allowed = allowed;
  }

  static Peers ofOwner(Path socket) throws IOException {
    return new Peers(
        List.of(
            Files.getOwner(socket),
            socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("root")));
  }

  boolean mayPass(SocketChannel channel) throws IOException {
    try {
      return allowed.contains(channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user());
    } catch (UnsupportedOperationException notHere) {
      return true;
    }
  }
}
