package dev.handoff.gateway.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.handoff.gateway.config.HttpStore;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A thousand clients that ask for a terabyte each and read next to nothing: the gateway stops
 * reading from the store, holds a bounded piece for each of them, and lets go when they do.
 */
// proves handoff-protocol: I14
final class ManySlowClientsTest {
  private static final int MOST = 1_000;
  private static final long MEGABYTE = 1 << 20;

  /** What may wait for one client: a read from the store and what the allocator adds. */
  private static final long FOR_EACH = 256 * 1024;

  private final List<SocketChannel> clients = new ArrayList<>();

  @Test
  void areHeldInBoundedMemory() throws Exception {
    int count = affordable();
    try (ScriptedApp app = ScriptedApp.tcp().always(Answer.of(200, "X-Accel-Redirect: /_store/x"));
        EndlessStore store = new EndlessStore();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                new Setup()
                    .app(app, "/", "/_store/")
                    .http("/_store/", "http://127.0.0.1:" + store.port() + "/")
                    .changeInternal(location -> roomy(location, count)))) {
      ask(gateway.address(), 10);
      Within.patience("the first ten are stuck", () -> store.stuck() == 10);
      long before = directMemory();

      ask(gateway.address(), count - 10);
      Within.patience("the store can send to nobody", () -> store.stuck() == count);
      long each = (directMemory() - before) / (count - 10);
      assertThat(each).as("octets of memory for each client").isLessThan(FOR_EACH);

      assertThat(read(clients.getLast(), 8 * MEGABYTE)).as("who reads gets on").isTrue();
      close(count / 2);
      Within.patience(
          "half of the store's connections are free", () -> store.sending() == count - count / 2);
      close(clients.size());
      Within.patience("the others, too", () -> store.sending() == 0);
    } finally {
      close(clients.size());
    }
  }

  /** Each takes four descriptors in this process. */
  private static int affordable() {
    long most =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : 4096;
    return (int) Math.min(MOST, (most - 1000) / 4);
  }

  private static InternalLocation roomy(InternalLocation location, int connections) {
    InternalLocation.Http http = (InternalLocation.Http) location;
    StoreAccess access = http.store().access();
    StoreAccess roomy =
        new StoreAccess(
            access.privateAddresses(),
            access.family(),
            access.send(),
            access.receive(),
            access.authorities(),
            access.connectTimeout(),
            access.timeout(),
            access.idleTimeout(),
            access.idlePerLoop(),
            connections + 10);
    HttpStore store =
        new HttpStore(
            http.store().base(), http.store().allow(), http.store().followRedirects(), roomy);
    return new InternalLocation.Http(http.prefix(), store, http.sandbox(), http.fallback());
  }

  private void ask(SocketAddress gateway, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel client = SocketChannel.open();
      clients.add(client);
      client.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
      client.connect(gateway);
      client.write(ByteBuffer.wrap("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1)));
    }
  }

  /** Whether that much comes, all of it but the head the letter x. */
  private static boolean read(SocketChannel client, long wanted) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(1 << 16);
    long seen = 0;
    while (seen < wanted) {
      in.clear();
      int count = client.read(in);
      if (count < 0) {
        return false;
      }
      if (seen > 4096) {
        assertThat(new String(in.array(), 0, count, ISO_8859_1)).matches("x+");
      }
      seen += count;
    }
    return true;
  }

  private void close(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      clients.removeLast().close();
    }
  }

  private static long directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
