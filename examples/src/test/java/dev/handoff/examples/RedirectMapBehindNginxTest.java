package dev.handoff.examples;

/** The unchanged servlet app as its README runs it with {@code --front nginx}. */
final class RedirectMapBehindNginxTest extends RedirectMapContract {
  @Override
  Front front() {
    return Front.NGINX;
  }
}
