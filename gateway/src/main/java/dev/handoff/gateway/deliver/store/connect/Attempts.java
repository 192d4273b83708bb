package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.upstream.connection.Failure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of several addresses that answers: the next is tried when one has failed,
 * or dawdles (RFC 8305 §5). Confined to its loop.
 */
final class Attempts {
  /** The Connection Attempt Delay that RFC 8305 §8 recommends. */
  private static final long DELAY_MILLIS = 250;

  /** What a connection goes through before it carries HTTP. */
  @FunctionalInterface
  interface Preparation {
    /**
     * @param done told once, on the loop: what is wrong, or nothing
     */
    void prepare(Channel channel, Consumer<Optional<Failure>> done);
  }

  private final Loop loop;
  private final Iterator<InetAddress> left;
  private final Opener opener;
  private final Preparation preparation;
  private final BiConsumer<@Nullable Channel, @Nullable Failure> done;
  private final List<ChannelFuture> running = new ArrayList<>(2);
  private @Nullable Future<?> delay;
  private @Nullable Failure failure;

  /**
   * @param addresses in the order to try them; not empty
   */
  Attempts(
      Loop loop,
      List<InetAddress> addresses,
      Opener opener,
      Preparation preparation,
      BiConsumer<@Nullable Channel, @Nullable Failure> done) {
    this.loop = loop;
    this.left = addresses.iterator();
    this.opener = opener;
    this.preparation = preparation;
    this.done = done;
  }

  void start() {
    next();
  }

  private void next() {
    stopDelay();
    if (!left.hasNext()) {
      if (running.isEmpty()) {
        finish(null);
      }
      return;
    }
    ChannelFuture attempt = opener.open(loop, left.next());
    running.add(attempt);
    if (left.hasNext()) {
      delay = loop.executor().schedule(this::next, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
    attempt.addListener(_ -> settled(attempt));
  }

  private void settled(ChannelFuture attempt) {
    if (!running.remove(attempt)) {
      // Another was faster.
      attempt.channel().close();
      return;
    }
    if (!attempt.isSuccess()) {
      failed(Failure.connect(attempt.cause()));
      return;
    }
    // It answers: the others are not waited for while it is made ready.
    stopDelay();
    List<ChannelFuture> slower = List.copyOf(running);
    running.clear();
    slower.forEach(other -> other.channel().close());
    preparation.prepare(attempt.channel(), wrong -> prepared(attempt.channel(), wrong));
  }

  private void prepared(Channel channel, Optional<Failure> wrong) {
    if (wrong.isPresent()) {
      channel.close();
      failed(wrong.get());
    } else if (!channel.isActive()) {
      // Its end was told before anybody listened.
      failed(Failure.CLOSED_EARLY);
    } else {
      finish(channel);
    }
  }

  private void failed(Failure why) {
    failure = why;
    next();
  }

  private void finish(@Nullable Channel channel) {
    stopDelay();
    done.accept(channel, channel == null ? failure : null);
  }

  private void stopDelay() {
    if (delay != null) {
      delay.cancel(false);
      delay = null;
    }
  }
}
