package dev.handoff.gateway.loop;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** The kernel interface: epoll where its native library loads, NIO elsewhere. */
public enum Transport {
  EPOLL,
  NIO;

  /** The best one here. */
  public static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  public IoHandlerFactory ioHandler() {
    return switch (this) {
      case EPOLL -> EpollIoHandler.newFactory();
      case NIO -> NioIoHandler.newFactory();
    };
  }

  public ChannelFactory<? extends ServerChannel> servers(boolean unix) {
    return switch (this) {
      case EPOLL -> unix ? EpollServerDomainSocketChannel::new : EpollServerSocketChannel::new;
      case NIO -> unix ? NioServerDomainSocketChannel::new : NioServerSocketChannel::new;
    };
  }

  public ChannelFactory<? extends Channel> clients(boolean unix) {
    return switch (this) {
      case EPOLL -> unix ? EpollDomainSocketChannel::new : EpollSocketChannel::new;
      case NIO -> unix ? NioDomainSocketChannel::new : NioSocketChannel::new;
    };
  }

  /** TCP, for who asks for the type. */
  public ChannelFactory<? extends SocketChannel> streams() {
    return switch (this) {
      case EPOLL -> EpollSocketChannel::new;
      case NIO -> NioSocketChannel::new;
    };
  }

  public ChannelFactory<? extends DatagramChannel> datagrams() {
    return switch (this) {
      case EPOLL -> EpollDatagramChannel::new;
      case NIO -> NioDatagramChannel::new;
    };
  }

  public SocketAddress unixAddress(Path path) {
    return switch (this) {
      case EPOLL -> new DomainSocketAddress(path.toString());
      case NIO -> UnixDomainSocketAddress.of(path);
    };
  }
}
