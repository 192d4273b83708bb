package dev.handoff.gateway.hostile;

import java.util.List;
import java.util.Random;

/** Changes a message in a few places, with the octets that parsers disagree about. */
final class Mutation {
  private static final List<String> PIECES =
      List.of(
          "\r",
          "\n",
          "\r\n",
          "\r\n\r\n",
          "\n\n",
          " ",
          "\t",
          "\u000b",
          "\0",
          ":",
          ",",
          ";",
          "=",
          "\"",
          "%",
          "/",
          "?",
          "#",
          "0",
          "1",
          "5",
          "a",
          "f",
          "+",
          "-",
          "0x",
          "\u00e9",
          "\u007f",
          "chunked",
          "\r\nContent-Length: 5",
          "\r\nContent-Length: 0",
          "\r\nTransfer-Encoding: chunked",
          "\r\nTransfer-Encoding: identity",
          "\r\nConnection: close",
          "\r\nConnection: Host",
          "\r\nHost: b",
          "\r\n X: folded",
          "\r\nX_Accel_Mapping: forged",
          "HTTP/1.0",
          "HTTP/1.1",
          "0\r\n\r\n",
          "5\r\nhello\r\n",
          "\r\nExpect: 100-continue",
          "\r\nUpgrade: websocket");

  private Mutation() {}

  /** One to four changes: something inserted, cut out, doubled or replaced. */
  static String of(String message, Random random) {
    String text = message;
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + 1 + random.nextInt(6));
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      text =
          switch (random.nextInt(5)) {
            case 0, 1 -> text.substring(0, at) + piece + text.substring(at);
            case 2 -> text.substring(0, at) + text.substring(end);
            case 3 -> text.substring(0, end) + text.substring(at);
            default -> text.substring(0, at) + piece + text.substring(end);
          };
    }
    return text;
  }
}
