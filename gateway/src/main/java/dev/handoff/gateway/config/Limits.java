package dev.handoff.gateway.config;

/**
 * Sizes in bytes, all inclusive.
 *
 * @param line request line or one field line of a client (16 KB)
 * @param head the whole head of a client (64 KB)
 * @param fields field lines in one head (256)
 * @param appHead the whole head of an app's answer (64 KB)
 * @param ranges byte ranges in one request before the Range field is ignored (100)
 * @param h2Streams streams of one HTTP/2 connection at a time (128)
 */
public record Limits(int line, int head, int fields, int appHead, int ranges, int h2Streams) {
  public static final Limits DEFAULT = new Limits(16 << 10, 64 << 10, 256, 64 << 10, 100, 128);
}
