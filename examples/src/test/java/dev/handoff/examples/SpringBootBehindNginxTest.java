package dev.handoff.examples;

/** The Spring Boot example as its README runs it with {@code --front nginx}. */
final class SpringBootBehindNginxTest extends SpringBootContract {
  @Override
  Front front() {
    return Front.NGINX;
  }
}
