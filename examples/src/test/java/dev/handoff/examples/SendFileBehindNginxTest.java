package dev.handoff.examples;

/** The servlet example as its README runs it with {@code --front nginx}. */
final class SendFileBehindNginxTest extends SendFileContract {
  @Override
  Front front() {
    return Front.NGINX;
  }
}
