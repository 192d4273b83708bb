package dev.handoff.examples;

final class PrivateMediaBehindGatewayTest extends PrivateMediaContract {
  @Override
  Front front() {
    return Front.GATEWAY;
  }
}
