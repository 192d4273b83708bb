package dev.handoff.gateway.config;

import java.util.Optional;

/**
 * The engine in which several gateways keep one budget.
 *
 * @param engine what it is
 * @param address {@code host:port} and, for PostgreSQL, {@code /database}
 * @param user empty: the engine's default
 * @param password empty: none is needed
 * @param prefix of everything kept there, so that two sets of gateways can share an engine
 */
public record SharedBudgets(
    Engine engine,
    String address,
    Optional<String> user,
    Optional<Secret> password,
    String prefix) {

  public enum Engine {
    REDIS,
    POSTGRESQL
  }
}
