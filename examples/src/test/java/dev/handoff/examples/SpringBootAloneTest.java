package dev.handoff.examples;

/** The Spring Boot example as its README runs it alone. */
final class SpringBootAloneTest extends SpringBootContract {
  @Override
  Front front() {
    return Front.NONE;
  }
}
