package dev.handoff.gateway.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLEngine;

/**
 * One connection, seen from the client.
 *
 * <pre>{@code
 * try (RawClient client = RawClient.connect(address)) {
 *   RawResponse answer = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").receive();
 *   client.awaitEnd();
 * }
 * }</pre>
 *
 * <p>Used by one thread. A socket that is gone shows itself in {@link #receive} and {@link
 * #awaitEnd}, not in {@link #send}: a server may answer and close before it has read everything.
 */
public final class RawClient implements AutoCloseable {
  private final Wire wire;
  private final ResponseReader reader;

  private RawClient(Wire wire) {
    this.wire = wire;
    this.reader = new ResponseReader(wire);
  }

  public static RawClient connect(SocketAddress address) {
    try {
      return new RawClient(Wire.connect(address));
    } catch (IOException e) {
      throw new UncheckedIOException("connect to " + address, e);
    }
  }

  /** One over TLS; {@link End#RESET} then also means an end without close_notify. */
  public static RawClient connect(SocketAddress address, SSLEngine engine) {
    return connect(address, new byte[0], engine);
  }

  /** One over TLS, with something said before. */
  public static RawClient connect(SocketAddress address, byte[] before, SSLEngine engine) {
    try {
      return new RawClient(TlsWire.connect(address, before, engine));
    } catch (IOException e) {
      throw new UncheckedIOException("connect to " + address, e);
    }
  }

  /** The longest wait of every following step; {@link Within#PATIENCE} before. */
  public RawClient patience(Duration longest) {
    wire.patience(longest);
    return this;
  }

  /** Sends each text (Latin-1) in a write of its own. */
  public RawClient send(String... fragments) {
    for (String fragment : fragments) {
      send(Octets.latin1(fragment));
    }
    return this;
  }

  public RawClient send(byte[] octets) {
    try {
      wire.write(octets);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the other side does not read", e);
    } catch (IOException gone) {
      // Seen again, with what was still received, by the next receive() or awaitEnd().
    }
    return this;
  }

  /** Says that nothing more will be sent (FIN), and goes on listening. */
  public RawClient halfClose() {
    try {
      wire.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends with RST. */
  public void reset() {
    try {
      wire.reset();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one answer to anything but HEAD. */
  public RawResponse receive() {
    return receive(false);
  }

  /** Reads one answer to HEAD: no body whatever its fields say. */
  public RawResponse receiveToHead() {
    return receive(true);
  }

  private RawResponse receive(boolean toHead) {
    try {
      return reader.read(toHead);
    } catch (SocketTimeoutException e) {
      throw new NothingMoved(e.getMessage() + "; received:\n" + Octets.show(wire.received()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Exactly that many octets of whatever comes, for tests that stop in the middle of a body. */
  public byte[] receiveOctets(int count) {
    try {
      byte[] octets = new byte[count];
      for (int i = 0; i < count; i++) {
        int octet = wire.read();
        if (octet < 0) {
          throw new AssertionError("ended after " + i + " of " + count + " octets");
        }
        octets[i] = (byte) octet;
      }
      return octets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the server has ended the connection by now; what came before is dropped. */
  public boolean isEnded() {
    try {
      return wire.endedByNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts what comes until the server ends the connection, by FIN or RST, and keeps nothing. */
  public long receiveUntilEnd() {
    try {
      return wire.skipToEnd();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection is still open", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the server ended the connection. */
  public enum End {
    CLOSED,
    RESET
  }

  /** Waits for the server to end the connection; fails when it stays or when more octets come. */
  public End awaitEnd() {
    try {
      int octet = wire.read();
      if (octet >= 0) {
        throw new AssertionError("more came: \n" + Octets.show(wire.received()));
      }
      return octet == -2 ? End.RESET : End.CLOSED;
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection is still open", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every octet that was read so far, also those of earlier answers. */
  public byte[] received() {
    return wire.received();
  }

  @Override
  public void close() {
    try {
      wire.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
