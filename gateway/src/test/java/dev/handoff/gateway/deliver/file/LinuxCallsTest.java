package dev.handoff.gateway.deliver.file;

import static dev.handoff.gateway.deliver.file.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class LinuxCallsTest {
  private static final int EBADF = 9;
  private static final int NO_DESCRIPTOR = -1;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private EpollSocketChannel ours;
  private Socket peer;

  @BeforeEach
  void connect() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ours =
          (EpollSocketChannel)
              new Bootstrap()
                  .group(loops)
                  .channel(EpollSocketChannel.class)
                  .handler(new ChannelInboundHandlerAdapter())
                  .connect(server.getLocalSocketAddress())
                  .sync()
                  .channel();
      peer = server.accept();
    }
  }

  @AfterEach
  void disconnect() throws Exception {
    peer.close();
    ours.close().sync();
    loops.shutdownGracefully();
  }

  private int socket() {
    return ours.fd().intValue();
  }

  @Test
  void sendsOctetsFromNativeMemory() throws Exception {
    ByteBuf octets =
        Unpooled.directBuffer().writeBytes("head and body".getBytes(StandardCharsets.US_ASCII));
    assertThat(LinuxCalls.send(socket(), octets.memoryAddress(), 5, true)).isEqualTo(5);
    assertThat(LinuxCalls.send(socket(), octets.memoryAddress() + 5, 8, false)).isEqualTo(8);
    octets.release();

    assertThat(peer.getInputStream().readNBytes(13)).asString().isEqualTo("head and body");
  }

  @Test
  void countsWhatThePeerHasNotAcknowledged() throws Exception {
    assertThat(LinuxCalls.unacknowledged(socket())).hasValue(0);
    long sent = fillTheSocket();
    assertThat(LinuxCalls.unacknowledged(socket()).orElseThrow()).isPositive();

    peer.getInputStream().skipNBytes(sent);
    await("all is acknowledged", () -> LinuxCalls.unacknowledged(socket()).orElseThrow() == 0);
  }

  /** Until the kernel takes no more, which {@code send} says without waiting. */
  private long fillTheSocket() {
    ByteBuf octets = Unpooled.directBuffer().writeZero(1 << 20);
    try {
      long sent = 0;
      while (true) {
        int result =
            LinuxCalls.send(socket(), octets.memoryAddress(), octets.readableBytes(), false);
        if (result < 0) {
          assertThat(result).isEqualTo(-LinuxCalls.EAGAIN);
          return sent;
        }
        sent += result;
      }
    } finally {
      octets.release();
    }
  }

  @Test
  void saysWhenThereIsNoSocket() {
    assertThat(LinuxCalls.unacknowledged(NO_DESCRIPTOR)).isEqualTo(OptionalInt.empty());
    ByteBuf octets = Unpooled.directBuffer().writeZero(1);
    assertThat(LinuxCalls.send(NO_DESCRIPTOR, octets.memoryAddress(), 1, false)).isEqualTo(-EBADF);
    octets.release();
  }

  @Test
  void readsTheStatusOfADescriptorAndOfAName(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "content");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05.123456789Z")));
    int root = LinuxWalk.folder(StoreFixture.octets(folder.toString()));
    byte[] name = StoreFixture.octets("a.txt");
    int descriptor = LinuxCalls.openat(root, name, LinuxCalls.O_PATH | LinuxCalls.O_CLOEXEC);

    FileStatus status = LinuxCalls.status(descriptor);

    assertThat(status.size()).isEqualTo(7);
    assertThat(Instant.ofEpochSecond(status.mtimeSeconds(), status.mtimeNanos()))
        .isEqualTo("2026-01-02T03:04:05.123456789Z");
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(status.inode());
    assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(status.mode());
    assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(status.links());
    assertThat(LinuxCalls.status(root, name)).contains(status);
    assertThat(new String(LinuxCalls.path(descriptor), StandardCharsets.UTF_8))
        .isEqualTo(file.toString());
    LinuxCalls.close(descriptor);
    LinuxCalls.close(root);
  }

  @ParameterizedTest(name = "file-responses L6: {1} below {0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /data     | /data/a       | true
          /data     | /data/b/a     | true
          /data     | /database/a   | false
          /data     | /data         | false
          /data     | /dat          | false
          /         | /a            | true
          /data     | ''            | false
          ''        | /a            | false
          /data     | (unreachable)/data/a | false
          """)
  void isBelowBySegments(String folder, String file, boolean below) {
    assertThat(LinuxWalk.isBelow(StoreFixture.octets(folder), StoreFixture.octets(file)))
        .isEqualTo(below);
  }

  @Test
  void linuxIsRecognised() {
    assertThat(Platform.probe()).isInstanceOf(Platform.Linux.class);
  }

  @Test
  void noMoreFilesAreKeptThanDescriptorsAllow() {
    Platform linux = Platform.probe();
    assertThat(linux.openFiles(10)).isEqualTo(10);
    assertThat(linux.openFiles(Integer.MAX_VALUE)).isLessThan(Integer.MAX_VALUE / 2);
    assertThat(new Platform.Portable().openFiles(10)).isZero();
  }
}
