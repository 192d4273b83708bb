package dev.handoff.examples;

/** The Django example as its README runs it with {@code --nginx}. */
final class DjangoS3BehindNginxTest extends DjangoS3Contract {
  @Override
  Front front() {
    return Front.NGINX;
  }
}
