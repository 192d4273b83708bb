package dev.handoff.gateway.limit.shared;

import dev.handoff.gateway.config.SharedBudgets;
import java.io.IOException;

/** Where budgets are kept. Blocks; used by one thread. */
public interface Engine extends AutoCloseable {

  /** Opens one; nothing is connected yet. */
  static Engine of(SharedBudgets where) {
    return switch (where.engine()) {
      case REDIS -> new RedisEngine(where);
      case POSTGRESQL -> new PostgresEngine(where);
    };
  }

  /**
   * Takes what there is, at most {@code most}.
   *
   * @throws IOException when the engine fails, for whatever reason; the next call tries anew
   */
  long take(Budget budget, long most) throws IOException;

  @Override
  void close();
}
