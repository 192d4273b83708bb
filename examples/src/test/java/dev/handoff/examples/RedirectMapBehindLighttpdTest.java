package dev.handoff.examples;

/** The unchanged servlet app as its README runs it with {@code --front lighttpd}. */
final class RedirectMapBehindLighttpdTest extends RedirectMapContract {
  @Override
  Front front() {
    return Front.LIGHTTPD;
  }
}
