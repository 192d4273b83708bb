package dev.handoff.gateway.wire;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** TLS on a wire. An end without close_notify counts as a reset: something may be missing. */
final class TlsWire extends Wire {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final ByteBuffer sealed;
  private final ByteBuffer out;

  private TlsWire(SocketChannel channel, SSLEngine engine) throws IOException {
    super(channel);
    this.engine = engine;
    this.sealed = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize()).flip();
    this.out = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize());
  }

  /** Connects, says what comes before TLS, and shakes hands. */
  static TlsWire connect(SocketAddress address, byte[] before, SSLEngine engine)
      throws IOException {
    TlsWire wire = new TlsWire(SocketChannel.open(address), engine);
    try {
      wire.send(ByteBuffer.wrap(before));
      engine.beginHandshake();
      long deadline = System.nanoTime() + Within.PATIENCE.toNanos();
      while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
        wire.step(deadline);
      }
      return wire;
    } catch (IOException e) {
      wire.close();
      throw e;
    }
  }

  /** One step of whatever the engine waits for; what is decrypted goes to the end of {@code in}. */
  private Status step(long deadline) throws IOException {
    HandshakeStatus waits = engine.getHandshakeStatus();
    if (waits == HandshakeStatus.NEED_TASK) {
      Runnable task = engine.getDelegatedTask();
      if (task != null) {
        task.run();
      }
      return Status.OK;
    }
    if (waits == HandshakeStatus.NEED_WRAP) {
      seal(NOTHING.duplicate());
      return Status.OK;
    }
    in.compact();
    SSLEngineResult result;
    try {
      result = engine.unwrap(sealed, in);
    } finally {
      in.flip();
    }
    if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
      sealed.compact();
      try {
        if (receive(sealed, deadline) < 0) {
          throw new SocketException("ended without close_notify");
        }
      } finally {
        sealed.flip();
      }
    }
    return result.getStatus();
  }

  @Override
  int receive(long deadline) throws IOException {
    in.flip();
    while (!in.hasRemaining()) {
      if (step(deadline) == Status.CLOSED) {
        in.compact();
        return -1;
      }
    }
    int count = in.remaining();
    in.compact();
    return count;
  }

  @Override
  void write(byte[] octets) throws IOException {
    ByteBuffer plain = ByteBuffer.wrap(octets);
    do {
      seal(plain);
    } while (plain.hasRemaining());
  }

  private void seal(ByteBuffer plain) throws IOException {
    out.clear();
    if (engine.wrap(plain, out).getStatus() == Status.CLOSED) {
      throw new SocketException("TLS is closed");
    }
    send(out.flip());
  }

  /** close_notify; the socket stays as it is. */
  @Override
  void shutdownOutput() throws IOException {
    engine.closeOutbound();
    out.clear();
    engine.wrap(NOTHING.duplicate(), out);
    send(out.flip());
  }
}
