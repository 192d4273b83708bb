package dev.handoff.gateway.limit.shared;

import dev.handoff.gateway.config.SharedBudgets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server of this machine in which budgets can be kept. */
public interface RealEngine extends AutoCloseable {
  SharedBudgets where(String prefix);

  /** Ends it, for the time being. */
  void interrupt();

  /** Has it go on at the same address. */
  void resume();

  @Override
  void close();

  static int freePort() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
      return free.getLocalPort();
    }
  }

  static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
