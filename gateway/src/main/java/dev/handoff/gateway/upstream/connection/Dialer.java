package dev.handoff.gateway.upstream.connection;

import dev.handoff.gateway.loop.Loop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens connections to one server. Does not block. */
@FunctionalInterface
public interface Dialer {
  /**
   * Connects on {@code loop}.
   *
   * @param handler makes the last handler of a pipeline; asked once per attempt
   * @param done told once, on the loop: the channel, ready for octets of HTTP, or why there is none
   */
  void dial(
      Loop loop,
      Supplier<ChannelHandler> handler,
      BiConsumer<@Nullable Channel, @Nullable Failure> done);
}
