package dev.handoff.gateway.listen;

import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.Setup;

final class JdkTlsTest extends HttpsContract {
  @Override
  GatewayUnderTest start(Setup setup) {
    return GatewayUnderTest.startWithTlsOfTheJdk(setup);
  }
}
