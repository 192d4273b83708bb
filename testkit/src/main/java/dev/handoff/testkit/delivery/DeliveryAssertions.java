package dev.handoff.testkit.delivery;

import dev.handoff.testkit.exchange.DeliveryClient;
import dev.handoff.testkit.exchange.SocketClient;
import java.net.URI;

/**
 * Assertions on what a URL delivers.
 *
 * <pre>{@code
 * assertThatDelivery("http://127.0.0.1:" + port + "/download/1")
 *     .with("Authorization", "Bearer " + token)
 *     .hasName("Bericht März.pdf")
 *     .resumes()
 *     .isPrivate();
 * }</pre>
 */
public final class DeliveryAssertions {
  private DeliveryAssertions() {}

  /** Over real HTTP. */
  public static DeliveryAssert assertThatDelivery(URI uri) {
    return assertThatDelivery(SocketClient.to(uri), SocketClient.targetOf(uri));
  }

  /**
   * Over real HTTP.
   *
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public static DeliveryAssert assertThatDelivery(String uri) {
    return assertThatDelivery(URI.create(uri));
  }

  /**
   * Over any client.
   *
   * @param target path and query, percent-encoded, beginning with a slash
   */
  public static DeliveryAssert assertThatDelivery(DeliveryClient client, String target) {
    return new DeliveryAssert(new Delivery(client, target));
  }
}
