package dev.handoff.gateway.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store whose every object is a terabyte of the letter x, sent as fast as anybody takes it. One
 * thread for any number of connections, which the scripted one cannot do.
 */
final class EndlessStore implements AutoCloseable {
  private static final long LENGTH = 1L << 40;

  /** Small, so that what waits in the kernel stays little in a thousand connections. */
  private static final int SEND_BUFFER = 16 * 1024;

  private static final byte[] HEAD =
      ("HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\nETag: \"x\"\r\n\r\n")
          .getBytes(ISO_8859_1);

  private final ServerSocketChannel listener;
  private final Selector selector;
  private final ByteBuffer octets = ByteBuffer.allocateDirect(64 * 1024);
  private final AtomicInteger sending = new AtomicInteger();
  private final AtomicInteger stuck = new AtomicInteger();

  /** A connection that was asked. */
  private static final class Transfer {
    boolean isStuck;
  }

  EndlessStore() {
    try {
      selector = Selector.open();
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      listener = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0), 1024);
      listener.configureBlocking(false);
      listener.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (octets.hasRemaining()) {
      octets.put((byte) 'x');
    }
    octets.flip();
    Thread.ofPlatform().daemon().name("endless-store").start(this::run);
  }

  int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  /** Connections that were asked and are still open. */
  int sending() {
    return sending.get();
  }

  /** Those of them that take nothing at the moment. */
  int stuck() {
    return stuck.get();
  }

  private void run() {
    try {
      while (true) {
        selector.select(this::go);
      }
    } catch (ClosedSelectorException stopped) {
      // That is how it ends.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void go(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel accepted = listener.accept();
        if (accepted != null) {
          accepted.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
          accepted.configureBlocking(false);
          accepted.register(selector, SelectionKey.OP_READ);
        }
      } else if (key.isReadable()) {
        hear(key);
      } else {
        say(key, (Transfer) key.attachment());
      }
    } catch (IOException gone) {
      end(key);
    }
  }

  /** A request is one segment here; what comes later can only be the end. */
  private void hear(SelectionKey key) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    if (channel.read(ByteBuffer.allocate(8192)) < 0) {
      end(key);
    } else if (key.attachment() == null) {
      key.attach(new Transfer());
      sending.incrementAndGet();
      channel.write(ByteBuffer.wrap(HEAD));
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  private void say(SelectionKey key, Transfer transfer) throws IOException {
    if (transfer.isStuck) {
      transfer.isStuck = false;
      stuck.decrementAndGet();
    }
    int taken = ((SocketChannel) key.channel()).write(octets.duplicate());
    if (taken < octets.limit()) {
      transfer.isStuck = true;
      stuck.incrementAndGet();
    }
  }

  private void end(SelectionKey key) {
    if (key.attachment() instanceof Transfer transfer) {
      sending.decrementAndGet();
      if (transfer.isStuck) {
        stuck.decrementAndGet();
      }
    }
    try {
      key.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
