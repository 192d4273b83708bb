package dev.handoff.examples;

/** The unchanged servlet app as its README runs it with {@code --front caddy}. */
final class RedirectMapBehindCaddyTest extends RedirectMapContract {
  @Override
  Front front() {
    return Front.CADDY;
  }

  /** Its versions differ in whether they decode the path, so the app sends such files itself. */
  @Override
  boolean takesEveryName() {
    return false;
  }
}
