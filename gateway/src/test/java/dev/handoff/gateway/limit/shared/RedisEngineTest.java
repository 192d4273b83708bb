package dev.handoff.gateway.limit.shared;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class RedisEngineTest extends EngineContract {
  @TempDir static Path folder;

  @Override
  RealEngine start() {
    return RealRedis.start(folder);
  }
}
