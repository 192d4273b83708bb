package dev.handoff.core.coding;

import java.util.Locale;

/** Content codings a file may lie ready in, best first (RFC 9110 §8.4.1, RFC 7932, RFC 8878). */
public enum Coding {
  BR("br", ".br"),
  ZSTD("zstd", ".zst"),
  GZIP("gzip", ".gz");

  private final String token;
  private final String suffix;

  Coding(String token, String suffix) {
    this.token = token;
    this.suffix = suffix;
  }

  /** As Content-Encoding and Accept-Encoding name it. */
  public String token() {
    return token;
  }

  /** What the sibling's name has behind the name of the file. */
  public String suffix() {
    return suffix;
  }

  /** Whether a file of that name is compressed itself, and so is neither coded nor has siblings. */
  static boolean isCodedName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    for (Coding coding : values()) {
      if (name.endsWith(coding.suffix)) {
        return true;
      }
    }
    return false;
  }
}
