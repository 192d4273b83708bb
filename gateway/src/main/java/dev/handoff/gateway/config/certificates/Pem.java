package dev.handoff.gateway.config.certificates;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The blocks of a PEM file (RFC 7468). What stands between them is ignored. */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  /**
   * @param label such as {@code CERTIFICATE}
   * @param encrypted by the older form, with fields before the content (RFC 1421)
   * @param base64 the content; empty when there are fields before it
   */
  record Block(String label, boolean encrypted, String base64) {
    /** Empty when it is no base64: whoever reads the content says so. */
    byte[] der() {
      try {
        return Base64.getMimeDecoder().decode(base64);
      } catch (IllegalArgumentException broken) {
        return new byte[0];
      }
    }
  }

  private Pem() {}

  static List<Block> read(String text) {
    List<Block> blocks = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
      if (labelEnd < 0) {
        break;
      }
      String label = text.substring(begin + BEGIN.length(), labelEnd);
      int end = text.indexOf("-----END " + label + DASHES, labelEnd);
      if (end >= 0) {
        blocks.add(block(label, text.substring(labelEnd + DASHES.length(), end)));
      }
      begin = text.indexOf(BEGIN, Math.max(labelEnd, end));
    }
    return blocks;
  }

  private static Block block(String label, String content) {
    boolean fields = content.contains(":");
    return new Block(label, fields && content.contains("ENCRYPTED"), fields ? "" : content);
  }
}
