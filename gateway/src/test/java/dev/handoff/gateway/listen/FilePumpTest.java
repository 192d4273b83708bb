package dev.handoff.gateway.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.exchange.OpenOctets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilePumpTest {
  private static final int SIZE = 200_000;

  @TempDir private Path folder = Path.of("");
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final byte[] content = new byte[SIZE];
  private final Shelf shelf = new Shelf();
  private Counted file = new Counted();

  /** A file that counts its users. */
  private static final class Counted implements OpenOctets {
    private int users = 1;
    private @Nullable FileChannel open;

    @Override
    public FileChannel channel() {
      FileChannel channel = open;
      if (channel == null) {
        throw new IllegalStateException("not open");
      }
      return channel;
    }

    @Override
    public boolean retain() {
      users++;
      return true;
    }

    @Override
    public void release() {
      users--;
    }
  }

  /** Keeps what is written, and says when a test wants that it is out. */
  private final class Shelf implements FilePump.Sink {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final Deque<ChannelPromise> pending = new ArrayDeque<>();
    private boolean quick;
    private int room = FilePump.PIECE;
    private int pieces;
    private int largest;
    private int out;
    private boolean done;
    private @Nullable Throwable failure;

    @Override
    public int room() {
      return room;
    }

    @Override
    public ChannelFuture write(ByteBuf piece) {
      pieces++;
      largest = Math.max(largest, piece.readableBytes());
      byte[] copy = new byte[piece.readableBytes()];
      piece.readBytes(copy).release();
      octets.writeBytes(copy);
      ChannelPromise promise = channel.newPromise();
      if (quick) {
        promise.setSuccess();
      } else {
        pending.add(promise);
      }
      return promise;
    }

    @Override
    public void wrote(int octetsOut) {
      out += octetsOut;
    }

    @Override
    public void done() {
      done = true;
    }

    @Override
    public void failed(Throwable cause) {
      failure = cause;
    }

    void takeOne() {
      pending.removeFirst().setSuccess();
    }
  }

  @BeforeEach
  void open() throws IOException {
    new Random(7).nextBytes(content);
    Path path = Files.write(folder.resolve("file"), content);
    file.open = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @AfterEach
  void close() throws IOException {
    file.channel().close();
    channel.close();
  }

  private FilePump pump(long first, long length) {
    return new FilePump(channel.eventLoop(), ByteBufAllocator.DEFAULT, file, first, length, shelf);
  }

  @ParameterizedTest(name = "{1} octets from {0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                0 | 200000 | the whole
                0 |      1 | the smallest slice
           199999 |      1 | the last octet
            12345 |  65536 | whole pieces, from anywhere
               17 |  32769 | one octet more than a piece
          """)
  void sendsExactlyTheSlice(int first, int length, String why) {
    shelf.quick = true;

    pump(first, length).resume();
    channel.runPendingTasks();

    assertThat(shelf.octets.toByteArray())
        .isEqualTo(Arrays.copyOfRange(content, first, first + length));
    assertThat(shelf.out).isEqualTo(length);
    assertThat(shelf.done).isTrue();
    assertThat(file.users).isZero();
  }

  @Test
  void holdsOnePieceUntilItIsOut() {
    pump(0, SIZE).resume();

    for (int taken = 1; !shelf.pending.isEmpty(); taken++) {
      assertThat(shelf.pending).hasSize(1);
      assertThat(shelf.pieces).isEqualTo(taken);
      shelf.takeOne();
    }

    assertThat(shelf.octets.toByteArray()).isEqualTo(content);
    assertThat(shelf.largest).isEqualTo(FilePump.PIECE);
    assertThat(shelf.done).isTrue();
    assertThat(file.users).isZero();
  }

  @Test
  void givesTheOthersOfItsLoopATurn() throws IOException {
    byte[] long2MiB = new byte[2 << 20];
    Arrays.fill(long2MiB, (byte) 'x');
    file.channel().close();
    file.open = FileChannel.open(Files.write(folder.resolve("long"), long2MiB));
    shelf.quick = true;

    pump(0, long2MiB.length).resume();

    assertThat(shelf.out).isLessThan(long2MiB.length);
    channel.runPendingTasks();
    assertThat(shelf.octets.toByteArray()).isEqualTo(long2MiB);
  }

  @Test
  void waitsForRoom() {
    shelf.quick = true;
    shelf.room = 0;
    FilePump pump = pump(0, 5000);
    pump.resume();
    assertThat(shelf.pieces).isZero();

    shelf.room = 1000;
    pump.resume();

    assertThat(shelf.largest).isEqualTo(1000);
    assertThat(shelf.octets.toByteArray()).isEqualTo(Arrays.copyOf(content, 5000));
    assertThat(shelf.done).isTrue();
  }

  @Test
  void saysThatTheFileBecameShorter() throws IOException {
    FilePump pump = pump(0, SIZE);
    pump.resume();
    file.channel().truncate(40_000);

    shelf.takeOne();

    assertThat(shelf.failure).isInstanceOf(EOFException.class);
    assertThat(shelf.done).isFalse();
    assertThat(shelf.out).isEqualTo(FilePump.PIECE);
    assertThat(file.users).isZero();
  }

  @Test
  void endsWithAFailedWrite() {
    pump(0, SIZE).resume();

    shelf.pending.removeFirst().setFailure(new IOException("gone"));

    assertThat(shelf.failure).hasMessage("gone");
    assertThat(shelf.pieces).isOne();
    assertThat(file.users).isZero();
  }

  @Test
  void isSilentOnceStopped() {
    FilePump pump = pump(0, SIZE);
    pump.resume();
    pump.stop();
    assertThat(file.users).isZero();

    shelf.takeOne();
    pump.resume();

    assertThat(shelf.pieces).isOne();
    assertThat(shelf.done).isFalse();
    assertThat(shelf.failure).isNull();
  }
}
