package dev.handoff.gateway.deliver.store.cache;

/**
 * How much is asked for in one request: a few slices first, then more and more while whoever reads
 * keeps up.
 *
 * @param end offset in the object, one past the last octet
 * @param slices how many, whatever is left of the object
 * @param isOpen the store sends everything, whatever was asked for
 */
record Window(long end, int slices, boolean isOpen) {
  private static final int FIRST = 4;
  private static final int MOST = 64;

  static Window first(int sliceSize, long from) {
    return of(sliceSize, from, FIRST);
  }

  /** What a store said it sends. */
  static Window said(long end, boolean isOpen) {
    return new Window(end, FIRST, isOpen);
  }

  /** The next one. */
  Window longer(int sliceSize) {
    return of(sliceSize, end, Math.min(MOST, 2 * slices));
  }

  private static Window of(int sliceSize, long from, int slices) {
    long begin = from / sliceSize * sliceSize;
    long length = (long) slices * sliceSize;
    return new Window(
        begin > Long.MAX_VALUE - length ? Long.MAX_VALUE : begin + length, slices, false);
  }
}
