package dev.handoff.core.paths;

import java.nio.charset.StandardCharsets;

/** Octets as tables write them: one character of U+0000 to U+00FF is one octet. */
public final class Latin1 {

  private Latin1() {}

  public static Octets octets(String text) {
    return Octets.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public static String text(Octets octets) {
    return new String(octets.toByteArray(), StandardCharsets.ISO_8859_1);
  }
}
