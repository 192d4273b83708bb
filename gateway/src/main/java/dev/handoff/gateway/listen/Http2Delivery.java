package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.Exchange.Ending;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of one stream's content the client has acknowledged.
 *
 * <p>What the connection has written behind the stream's last frame does not matter. What it has
 * written before, and the client has not acknowledged, is taken for content of this stream, whoever
 * it belongs to: never too much is claimed.
 */
final class Http2Delivery {
  private final List<Ending> endings = new ArrayList<>(2);
  private long written;
  private long position;
  private long acknowledged;

  /** Has one more told. */
  void add(Ending ending) {
    endings.add(ending);
  }

  /**
   * A frame of content is written.
   *
   * @param behind what the connection has written, to the end of that frame
   */
  void written(int octets, long behind) {
    written += octets;
    position = behind;
  }

  /**
   * @param upTo of what the connection has written
   */
  void acknowledged(long upTo) {
    acknowledged = Math.max(acknowledged, written - Math.max(0, position - upTo));
  }

  void tell(boolean delivered) {
    for (Ending ending : endings) {
      ending.ended(delivered, acknowledged);
    }
  }
}
