package dev.handoff.examples;

final class PrivateMediaBehindNginxTest extends PrivateMediaContract {
  @Override
  Front front() {
    return Front.NGINX;
  }
}
