package dev.handoff.examples;

/** The Flask example as its README runs it. */
final class FlaskDownloadBehindGatewayTest extends FlaskDownloadContract {
  @Override
  Front front() {
    return Front.GATEWAY;
  }
}
