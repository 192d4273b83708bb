package dev.handoff.gateway.listen;

import java.time.Duration;

/** What a client may do in vain on one HTTP/2 connection before it is sent away. */
final class Http2Patience {
  /** Streams a client may reset (CVE-2023-44487), and streams it may make us reset. */
  static final int RESETS = 200;

  static final Duration RESETS_WITHIN = Duration.ofSeconds(30);

  /** Frames that change nothing: PING, SETTINGS, PRIORITY, empty DATA, tiny windows. */
  static final int IDLE_FRAMES = 1000;

  static final Duration IDLE_FRAMES_WITHIN = Duration.ofSeconds(10);

  /** Frames of streams we have reset may still be under way; so many of them are remembered. */
  private static final int REMEMBERED = 64;

  private final Budget clientResets = new Budget(RESETS, RESETS_WITHIN);
  private final Budget ourResets = new Budget(RESETS, RESETS_WITHIN);
  private final Budget idleFrames = new Budget(IDLE_FRAMES, IDLE_FRAMES_WITHIN);
  private final int[] resetByUs = new int[REMEMBERED];
  private int resetCount;

  /** False when it has reset too many. */
  boolean withClientReset() {
    return clientResets.spend();
  }

  /** False when it has made us reset too many. */
  boolean withOurReset() {
    return ourResets.spend();
  }

  /** False when it has sent too many frames that change nothing. */
  boolean withIdleFrame() {
    return idleFrames.spend();
  }

  /** It did something that is worth as many of those. */
  void earnIdle(int frames) {
    idleFrames.earn(frames);
  }

  /** A stream is reset by us while its client may still be sending on it. */
  void remember(int stream) {
    resetByUs[resetCount++ % REMEMBERED] = stream;
  }

  /** Frames on it may have been under way when it was reset: they are no mistake. */
  boolean wasResetByUs(int stream) {
    for (int remembered : resetByUs) {
      if (remembered == stream) {
        return true;
      }
    }
    return false;
  }
}
