package dev.handoff.examples;

/** The Spring Boot example as its README runs it with {@code --front gateway}. */
final class SpringBootBehindGatewayTest extends SpringBootContract {
  @Override
  Front front() {
    return Front.GATEWAY;
  }
}
