package dev.handoff.gateway.http2;

/**
 * What the peer asks of us in SETTINGS (RFC 9113 §6.5.2), as far as a server that never pushes
 * cares.
 */
public final class PeerSettings {
  static final int HEADER_TABLE_SIZE = 1;
  static final int ENABLE_PUSH = 2;
  static final int MAX_CONCURRENT_STREAMS = 3;
  static final int INITIAL_WINDOW_SIZE = 4;
  static final int MAX_FRAME_SIZE = 5;
  static final int MAX_HEADER_LIST_SIZE = 6;

  /** Window of a stream before anybody says otherwise. */
  public static final int DEFAULT_WINDOW = 65_535;

  /** Longest payload of a frame before anybody says otherwise, and the shortest limit there is. */
  public static final int DEFAULT_FRAME = 16_384;

  private static final int LARGEST_FRAME = (1 << 24) - 1;

  private int initialWindow = DEFAULT_WINDOW;
  private int maxFrame = DEFAULT_FRAME;
  private boolean tableShrunk;

  /** Octets of DATA that may be sent on a new stream. */
  public int initialWindow() {
    return initialWindow;
  }

  /** Longest payload the peer takes. */
  public int maxFrame() {
    return maxFrame;
  }

  /**
   * Whether the next field block has to begin by saying that its dynamic table is empty (RFC 7541
   * §4.2). Once per change.
   */
  public boolean takeTableShrunk() {
    boolean shrunk = tableShrunk;
    tableShrunk = false;
    return shrunk;
  }

  /**
   * @param value unsigned, 32 bits
   */
  void set(int id, long value) throws ConnectionError {
    switch (id) {
      case HEADER_TABLE_SIZE -> tableShrunk |= value < 4096;
      case ENABLE_PUSH -> {
        if (value > 1) {
          throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "ENABLE_PUSH is neither 0 nor 1");
        }
      }
      case INITIAL_WINDOW_SIZE -> {
        if (value > Integer.MAX_VALUE) {
          throw new ConnectionError(
              ErrorCode.FLOW_CONTROL_ERROR, "an initial window over 2^31-1 octets");
        }
        initialWindow = (int) value;
      }
      case MAX_FRAME_SIZE -> {
        if (value < DEFAULT_FRAME || value > LARGEST_FRAME) {
          throw new ConnectionError(
              ErrorCode.PROTOCOL_ERROR, "a MAX_FRAME_SIZE beyond what is legal");
        }
        maxFrame = (int) value;
      }
      default -> {
        // MAX_CONCURRENT_STREAMS is about pushes, MAX_HEADER_LIST_SIZE is advice, others are
        // unknown.
      }
    }
  }
}
