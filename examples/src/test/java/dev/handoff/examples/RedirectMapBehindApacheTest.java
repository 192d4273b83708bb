package dev.handoff.examples;

/** The unchanged servlet app as its README runs it with {@code --front apache}. */
final class RedirectMapBehindApacheTest extends RedirectMapContract {
  @Override
  Front front() {
    return Front.APACHE;
  }
}
