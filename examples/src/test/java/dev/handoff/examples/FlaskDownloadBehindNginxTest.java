package dev.handoff.examples;

/** The Flask example as its README runs it with {@code --nginx}. */
final class FlaskDownloadBehindNginxTest extends FlaskDownloadContract {
  @Override
  Front front() {
    return Front.NGINX;
  }
}
