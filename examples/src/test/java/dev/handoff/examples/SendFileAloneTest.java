package dev.handoff.examples;

/** The servlet example as its README runs it alone. */
final class SendFileAloneTest extends SendFileContract {
  @Override
  Front front() {
    return Front.NONE;
  }
}
