package dev.handoff.examples;

/** The unchanged servlet app as its README runs it alone. */
final class RedirectMapAloneTest extends RedirectMapContract {
  @Override
  Front front() {
    return Front.NONE;
  }
}
