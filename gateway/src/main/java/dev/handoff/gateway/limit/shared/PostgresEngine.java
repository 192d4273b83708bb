package dev.handoff.gateway.limit.shared;

import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.SharedBudgets;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Budgets in a table of PostgreSQL, made when it is not there. A bucket that nobody asks for goes
 * some minutes after it is full again.
 */
final class PostgresEngine implements Engine {
  private static final int TIMEOUT_SECONDS = 5;
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final long CLEANED_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int CLEANED_AT_ONCE = 1000;

  private final SharedBudgets where;
  private final String table;
  private final OneConnection connection;
  private @Nullable PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
  private long cleanedNanos = System.nanoTime();

  PostgresEngine(SharedBudgets where) {
    this.where = where;
    this.connection = connect();
    this.table = where.prefix().replace('-', '_') + "_budgets";
  }

  @Override
  public long take(Budget budget, long most) throws IOException {
    try {
      PostgreSQLSelectForUpdateBasedProxyManager<String> open = buckets();
      long now = System.nanoTime();
      if (now - cleanedNanos > CLEANED_NANOS) {
        cleanedNanos = now;
        open.removeExpired(CLEANED_AT_ONCE);
      }
      return Buckets.take(open, budget.key(where.prefix()), budget, most);
    } catch (SQLException | RuntimeException failure) {
      close();
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      throw new IOException(String.valueOf(cause.getMessage()), failure);
    }
  }

  private PostgreSQLSelectForUpdateBasedProxyManager<String> buckets() throws SQLException {
    PostgreSQLSelectForUpdateBasedProxyManager<String> open = buckets;
    if (open == null) {
      try (Connection first = connection.getConnection();
          Statement statement = first.createStatement()) {
        statement.execute(
            "CREATE TABLE IF NOT EXISTS \"%s\" (id TEXT PRIMARY KEY, state BYTEA, expires_at BIGINT)"
                .formatted(table));
      }
      open =
          Bucket4jPostgreSQL.selectForUpdateBasedBuilder(connection)
              .primaryKeyMapper(PrimaryKeyMapper.STRING)
              .table("\"" + table + "\"")
              .idColumn("id")
              .stateColumn("state")
              .expiresAtColumn("expires_at")
              .expirationAfterWrite(
                  ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
              .build();
      buckets = open;
    }
    return open;
  }

  private OneConnection connect() {
    PGSimpleDataSource server = new PGSimpleDataSource();
    server.setUrl("jdbc:postgresql://" + where.address());
    where.user().ifPresent(server::setUser);
    where.password().map(Secret::reveal).ifPresent(server::setPassword);
    server.setConnectTimeout(TIMEOUT_SECONDS);
    server.setLoginTimeout(TIMEOUT_SECONDS);
    server.setSocketTimeout(TIMEOUT_SECONDS);
    server.setApplicationName("handoff");
    return new OneConnection(server);
  }

  @Override
  public void close() {
    buckets = null;
    connection.close();
  }
}
