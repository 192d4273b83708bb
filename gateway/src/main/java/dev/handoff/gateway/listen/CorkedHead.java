package dev.handoff.gateway.listen;

import dev.handoff.gateway.deliver.file.LinuxCalls;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;

/**
 * Sends a head that a file follows at once, held back by the kernel until it does (MSG_MORE).
 *
 * <p>Written like anything else the head would leave as a packet of its own and wake the client for
 * three hundred octets; corking the socket takes two system calls more.
 */
final class CorkedHead {
  private CorkedHead() {}

  /** True when the head is out and released; false when nothing was done. */
  static boolean send(Channel channel, ByteBuf head) {
    if (!(channel instanceof EpollSocketChannel socket)
        || !channel.isActive()
        || !head.hasMemoryAddress()) {
      return false;
    }
    var waiting = channel.unsafe().outboundBuffer();
    if (waiting == null || !waiting.isEmpty()) {
      return false;
    }
    int length = head.readableBytes();
    int sent =
        LinuxCalls.send(
            socket.fd().intValue(), head.memoryAddress() + head.readerIndex(), length, true);
    if (sent <= 0) {
      // A full buffer or a dead peer: the usual way waits for the one and reports the other.
      return false;
    }
    if (sent < length) {
      head.skipBytes(sent);
      return false;
    }
    head.release();
    return true;
  }
}
