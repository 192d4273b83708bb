package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.gateway.loop.Loop;
import io.netty.channel.ChannelFuture;
import java.net.InetAddress;

/** Begins a connection to one address of a store. Does not block. */
@FunctionalInterface
interface Opener {
  ChannelFuture open(Loop loop, InetAddress address);
}
