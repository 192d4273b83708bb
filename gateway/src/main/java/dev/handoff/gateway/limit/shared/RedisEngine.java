package dev.handoff.gateway.limit.shared;

import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.SharedBudgets;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.redis.consts.LuaScripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Budgets in Redis. A bucket that nobody asks for goes a minute after it is full again. */
final class RedisEngine implements Engine {
  private static final long KEPT_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private final SharedBudgets where;
  private final Manager buckets = new Manager();
  private @Nullable RedisConnection connection;

  RedisEngine(SharedBudgets where) {
    this.where = where;
  }

  @Override
  public long take(Budget budget, long most) throws IOException {
    try {
      return Buckets.take(buckets, budget.key(where.prefix()), budget, most);
    } catch (RuntimeException failure) {
      // Whatever it was, nothing that still comes on this connection can be told apart.
      close();
      throw new IOException(reason(failure), failure);
    }
  }

  private static String reason(RuntimeException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }

  private @Nullable Object call(Object... words) {
    try {
      return connection().call(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RedisConnection connection() throws IOException {
    RedisConnection open = connection;
    if (open == null) {
      int colon = where.address().lastIndexOf(':');
      String host = where.address().substring(0, colon).replaceAll("[\\[\\]]", "");
      open = new RedisConnection(host, Integer.parseInt(where.address().substring(colon + 1)));
      connection = open;
      Optional<Secret> password = where.password();
      if (password.isPresent()) {
        String secret = password.get().reveal();
        if (where.user().isPresent()) {
          open.call("AUTH", where.user().get(), secret);
        } else {
          open.call("AUTH", secret);
        }
      }
    }
    return open;
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  private final class Manager extends AbstractCompareAndSwapBasedProxyManager<String> {
    Manager() {
      super(ClientSideConfig.getDefault());
    }

    @Override
    protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
      return new CompareAndSwapOperation() {
        @Override
        public Optional<byte[]> getStateData(Optional<Long> timeout) {
          return Optional.ofNullable((byte[]) call("GET", key));
        }

        @Override
        public boolean compareAndSwap(
            byte[] before, byte[] after, RemoteBucketState state, Optional<Long> timeout) {
          long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
          long kept =
              KEPT_MILLIS
                  + TimeUnit.NANOSECONDS.toMillis(
                      Math.max(0, state.calculateFullRefillingTime(now)));
          Object swapped =
              before == null
                  ? call("EVAL", LuaScripts.SCRIPT_SET_NX_PX, 1, key, after, kept)
                  : call(
                      "EVAL", LuaScripts.SCRIPT_COMPARE_AND_SWAP_PX, 1, key, before, after, kept);
          return Long.valueOf(1).equals(swapped);
        }
      };
    }

    @Override
    protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected CompletableFuture<Void> removeAsync(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isAsyncModeSupported() {
      return false;
    }

    @Override
    public void removeProxy(String key) {
      call("DEL", key);
    }
  }
}
