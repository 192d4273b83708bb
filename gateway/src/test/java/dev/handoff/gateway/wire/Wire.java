package dev.handoff.gateway.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A socket, TCP or Unix, whose reads and writes end in time.
 *
 * <p>Non-blocking with a selector of its own: a channel of the JDK has no read timeout, and a Unix
 * socket has no {@code java.net.Socket}. Used by one thread at a time.
 */
class Wire implements AutoCloseable {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;

  /** What was received and not yet read. */
  final ByteBuffer in = ByteBuffer.allocate(64 << 10).flip();

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private Duration patience = Within.PATIENCE;
  private boolean ended;
  private boolean wasReset;

  Wire(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.selector = Selector.open();
    channel.configureBlocking(false);
    this.key = channel.register(selector, SelectionKey.OP_READ);
  }

  static Wire connect(SocketAddress address) throws IOException {
    boolean unix = address instanceof UnixDomainSocketAddress;
    SocketChannel channel =
        unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    try {
      channel.connect(address);
      if (!unix) {
        // A fragment is only a fragment when the kernel does not glue it to the next.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      return new Wire(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  void patience(Duration longest) {
    patience = longest;
  }

  /** The next octet (0 to 255), or how it ended: -1 closed, -2 reset. */
  int read() throws IOException {
    if (!in.hasRemaining() && !fill()) {
      return wasReset ? -2 : -1;
    }
    byte octet = in.get();
    received.write(octet);
    return octet & 0xFF;
  }

  /** How many octets come before the end, which are not kept. */
  long skipToEnd() throws IOException {
    long count = in.remaining();
    while (fill()) {
      count += in.remaining();
    }
    in.clear().flip();
    return count;
  }

  /** Drops what has come, and says whether the end has come with it. Does not wait. */
  boolean endedByNow() throws IOException {
    Duration before = patience;
    patience = Duration.ZERO;
    try {
      skipToEnd();
      return true;
    } catch (SocketTimeoutException nothingYet) {
      return false;
    } finally {
      patience = before;
    }
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    in.clear();
    try {
      if (receive(System.nanoTime() + patience.toNanos()) < 0) {
        ended = true;
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      ended = true;
      wasReset = true;
    } finally {
      in.flip();
    }
    return !ended;
  }

  /** Puts what comes into {@link #in}; -1 at the end. */
  int receive(long deadline) throws IOException {
    return receive(in, deadline);
  }

  /** At least one octet from the socket, or -1 at its end. */
  final int receive(ByteBuffer into, long deadline) throws IOException {
    int count = channel.read(into);
    while (count == 0) {
      await(SelectionKey.OP_READ, deadline);
      count = channel.read(into);
    }
    return count;
  }

  /** Writes everything, or throws when the other side is gone or does not read. */
  void write(byte[] octets) throws IOException {
    send(ByteBuffer.wrap(octets));
  }

  final void send(ByteBuffer out) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (out.hasRemaining()) {
      if (channel.write(out) == 0) {
        await(SelectionKey.OP_WRITE, deadline);
      }
    }
  }

  private void await(int operation, long deadline) throws IOException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("nothing moved for " + patience);
    }
    key.interestOps(operation);
    selector.select(Math.max(1, left / 1_000_000));
    selector.selectedKeys().clear();
  }

  /** Every octet that {@link #read} has handed out. */
  byte[] received() {
    return received.toByteArray();
  }

  void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  /** Ends with RST where the transport has one. */
  void reset() throws IOException {
    if (!(channel.getLocalAddress() instanceof UnixDomainSocketAddress)) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    close();
  }

  @Override
  public void close() throws IOException {
    // The selector first: a channel that is still registered keeps its descriptor open.
    selector.close();
    channel.close();
  }
}
