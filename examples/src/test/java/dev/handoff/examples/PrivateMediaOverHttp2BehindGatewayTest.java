package dev.handoff.examples;

final class PrivateMediaOverHttp2BehindGatewayTest extends PrivateMediaContract {
  @Override
  Front front() {
    return Front.GATEWAY;
  }

  @Override
  String protocol() {
    return "h2";
  }
}
