package dev.handoff.cli.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program and real SIGHUPs, while clients ask and download. */
class ReloadUnderLoadTest {
  private static final int RELOADS = 20;
  private static final int ASKING = 3;
  private static final int DOWNLOADING = 2;
  private static final int LARGE = 64 << 20;
  private static final long LONGEST_SECONDS = 180;
  private static final Pattern PORT = Pattern.compile("Ready .*http://127\\.0\\.0\\.1:(\\d+).*");

  @TempDir Path folder;

  private volatile boolean over;
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void noRequestFailsAndNoDeliveryIsCut() throws Exception {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("a.txt"), "hello");
    try (RandomAccessFile large = new RandomAccessFile(files.resolve("large").toFile(), "rw")) {
      large.setLength(LARGE);
    }
    Path socket = folder.resolve("second.sock");
    write(0, false);
    Process gateway = start();
    try (ExecutorService clients = Executors.newCachedThreadPool()) {
      int port = port(gateway);
      BufferedReader log = gateway.errorReader(UTF_8);
      CountDownLatch begun = new CountDownLatch(DOWNLOADING);
      CountDownLatch reloaded = new CountDownLatch(1);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < ASKING; i++) {
        all.add(clients.submit(() -> ask(port)));
      }
      for (int i = 0; i < DOWNLOADING; i++) {
        all.add(clients.submit(download(port, begun, reloaded)));
      }
      begun.await();

      for (int i = 1; i <= RELOADS; i++) {
        int before = asked.get();
        if (i % 5 == 0) {
          Files.writeString(folder.resolve("handoff.yaml"), "sausage: " + i + "\n");
          hangUp(gateway);
          await(log, "the gateway keeps its configuration");
        } else {
          boolean second = i % 2 == 1;
          write(i, second);
          hangUp(gateway);
          await(log, "was read again and applies");
          assertSecond(socket, second);
        }
        while (asked.get() < before + 2 * ASKING) {
          assertThat(gateway.isAlive()).as("the gateway runs").isTrue();
          LockSupport.parkNanos(1_000_000);
        }
      }
      over = true;
      reloaded.countDown();
      for (Future<?> client : all) {
        client.get();
      }
    } finally {
      over = true;
      gateway.destroy();
    }
    assertThat(gateway.waitFor()).isZero();
  }

  /** A listener that was added accepts, one that was removed is gone. */
  private static void assertSecond(Path socket, boolean wanted) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      if (wanted) {
        channel.connect(UnixDomainSocketAddress.of(socket));
      } else {
        assertThatThrownBy(() -> channel.connect(UnixDomainSocketAddress.of(socket)))
            .isInstanceOf(IOException.class);
      }
    }
  }

  private void write(int round, boolean second) throws IOException {
    String listen = second ? ", unix:" + folder.resolve("second.sock") : "";
    Files.writeString(
        folder.resolve("handoff.yaml"),
        """
        listen: ["127.0.0.1:0"%s]
        public: { /: files }
        timeouts: { idle: %ds, shutdown: 0s }
        """
            .formatted(listen, 60 + round));
  }

  /** Whole answers on a connection that is kept, and on a new one each third time. */
  private Void ask(int port) throws IOException {
    while (!over) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        for (int i = 0; i < 3 && !over; i++) {
          socket.getOutputStream().write(request("/a.txt"));
          assertThat(head(in)).startsWith("HTTP/1.1 200 ");
          assertThat(new String(in.readNBytes(5), US_ASCII)).isEqualTo("hello");
          asked.incrementAndGet();
        }
      }
    }
    return null;
  }

  /** Begins before the first reload and takes the rest after the last. */
  private static Callable<Void> download(int port, CountDownLatch begun, CountDownLatch reloaded) {
    return () -> {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write(request("/large"));
        DataInputStream in = new DataInputStream(socket.getInputStream());
        assertThat(head(in)).startsWith("HTTP/1.1 200 ");
        in.readNBytes(1);
        begun.countDown();
        reloaded.await();
        in.skipNBytes(LARGE - 1L);
        return null;
      }
    };
  }

  private static byte[] request(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(US_ASCII);
  }

  private static String head(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  private Process start() throws IOException {
    List<String> command =
        List.of(
            // Whoever is started by nohup ignores SIGHUP, and so would this program.
            "env",
            "--default-signal=HUP",
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.handoff.cli.Main",
            "gateway",
            "-c",
            folder.resolve("handoff.yaml").toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process gateway = builder.start();
    // Reading a pipe cannot be interrupted; the end of the program ends it.
    CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS)
        .execute(gateway::destroyForcibly);
    return gateway;
  }

  private static int port(Process gateway) throws IOException {
    BufferedReader out = gateway.inputReader(UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher ready = PORT.matcher(line);
      if (ready.matches()) {
        return Integer.parseInt(ready.group(1));
      }
    }
    throw new AssertionError("the gateway did not start");
  }

  private static void hangUp(Process gateway) throws Exception {
    String pid = Long.toString(gateway.pid());
    assertThat(new ProcessBuilder("kill", "-HUP", pid).start().waitFor()).isZero();
  }

  private static void await(BufferedReader log, String said) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains(said)) {
        return;
      }
    }
    throw new AssertionError("the gateway ended before it said: " + said);
  }
}
