package dev.handoff.examples;

/** The servlet example as its README runs it with {@code --front gateway}. */
final class SendFileBehindGatewayTest extends SendFileContract {
  @Override
  Front front() {
    return Front.GATEWAY;
  }
}
