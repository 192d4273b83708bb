package dev.handoff.gateway.exchange;

import io.netty.buffer.ByteBuf;

/** The client's end of a connection whose octets are no longer HTTP (RFC 9110 §7.8). */
public interface Tunnel {
  /** The other end. */
  interface Peer {
    /** Octets of the client; the peer owns them. */
    void fromClient(ByteBuf data);

    /** The client sends no more. */
    void clientEnded();

    /** The client is gone. */
    void clientGone();

    /** The client takes octets again. */
    void clientWritable();
  }

  /** Octets to the client. Owns {@code data}. */
  void toClient(ByteBuf data);

  void flush();

  boolean isWritable();

  void pauseReading(boolean pause);

  /** Closes after what was written is out. */
  void close();
}
