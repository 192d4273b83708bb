package dev.handoff.files.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks once more at the address that is really connected to, before an octet goes out: what was
 * looked up and what is connected to cannot differ. Goes through no proxy, whatever the system
 * says.
 */
final class CheckedSocket extends Socket {
  private final Function<InetAddress, Optional<String>> objection;

  CheckedSocket(Function<InetAddress, Optional<String>> objection) {
    super(Proxy.NO_PROXY);
    this.objection = objection;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
    if (!(endpoint instanceof InetSocketAddress internet) || internet.isUnresolved()) {
      throw new IOException("no address to connect to: " + endpoint);
    }
    check(internet.getAddress());
    super.connect(endpoint, timeoutMillis);
    try {
      check(getInetAddress());
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void check(InetAddress address) throws IOException {
    Optional<String> why = objection.apply(address);
    if (why.isPresent()) {
      throw new CheckedAddresses.Refused(why.get());
    }
  }
}
