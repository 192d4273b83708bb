package dev.handoff.examples;

/** The unchanged servlet app as its README runs it with {@code --front gateway}. */
final class RedirectMapBehindGatewayTest extends RedirectMapContract {
  @Override
  Front front() {
    return Front.GATEWAY;
  }
}
