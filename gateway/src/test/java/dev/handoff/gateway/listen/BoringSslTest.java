package dev.handoff.gateway.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.Setup;
import io.netty.handler.ssl.OpenSsl;

final class BoringSslTest extends HttpsContract {
  @Override
  GatewayUnderTest start(Setup setup) {
    assertThat(OpenSsl.isAvailable()).isTrue();
    return GatewayUnderTest.start(setup);
  }
}
