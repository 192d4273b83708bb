package dev.handoff.gateway.limit.shared;

final class PostgresEngineTest extends EngineContract {
  @Override
  RealEngine start() {
    return RealPostgres.start();
  }
}
