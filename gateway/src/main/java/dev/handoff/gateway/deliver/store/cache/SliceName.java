package dev.handoff.gateway.deliver.store.cache;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Name of a slice's file: {@code <key>-<version>-<slice>}.
 *
 * @param key see {@link CacheKey#name}
 * @param version told apart from all other versions of that key, on disk and in memory
 */
record SliceName(String key, long version, int slice) {
  private static final int KEY = 40;
  private static final int VERSION = 16;
  private static final int SLICE = KEY + VERSION + 2;

  /** How many folders the names are spread over. */
  static final int FOLDERS = 256;

  static SliceName of(CacheKey key, long version, int slice) {
    return new SliceName(key.name(), version, slice);
  }

  /** Which of the folders it lies in. */
  static int folder(String key) {
    return HexFormat.fromHexDigits(key, 0, 2);
  }

  String text() {
    return key + '-' + HexFormat.of().toHexDigits(version) + '-' + slice;
  }

  /** Empty for a name that we did not give. */
  static Optional<SliceName> parse(String text) {
    if (text.length() <= SLICE || text.charAt(KEY) != '-' || text.charAt(SLICE - 1) != '-') {
      return Optional.empty();
    }
    try {
      String key = text.substring(0, KEY);
      SliceName name =
          new SliceName(
              key,
              HexFormat.fromHexDigitsToLong(text, KEY + 1, SLICE - 1),
              Integer.parseInt(text.substring(SLICE)));
      boolean ours =
          name.slice >= 0
              && name.text().equals(text)
              && HexFormat.of().formatHex(HexFormat.of().parseHex(key)).equals(key);
      return ours ? Optional.of(name) : Optional.empty();
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
