package dev.handoff.examples;

final class PrivateMediaOverHttp2BehindNginxTest extends PrivateMediaContract {
  @Override
  Front front() {
    return Front.NGINX;
  }

  @Override
  String protocol() {
    return "h2";
  }
}
