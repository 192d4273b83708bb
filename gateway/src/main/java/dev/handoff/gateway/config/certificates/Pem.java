package dev.handoff.gateway.config.certificates;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a PEM file (RFC 7468). What stands between them is ignored. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----\\s*([^-]*)-----END \\1-----");

  /**
   * @param label such as {@code CERTIFICATE}
   * @param encrypted by the older form, with fields before the content (RFC 1421)
   */
  record Block(String label, boolean encrypted, byte[] der) {}

  private Pem() {}

  static List<Block> read(String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      String content = matcher.group(2);
      boolean fields = content.contains(":");
      blocks.add(
          new Block(
              matcher.group(1),
              fields && content.contains("ENCRYPTED"),
              fields ? new byte[0] : decoded(content)));
    }
    return blocks;
  }

  /** Nothing when it is no base64: whoever reads the content says so. */
  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException broken) {
      return new byte[0];
    }
  }
}
