package dev.handoff.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as it is sent.
 *
 * @param host value of the field Host
 * @param lines of the case
 * @param extra lines that the user wants in every request; their values are secrets
 */
record Request(String method, String target, String host, List<String> lines, List<String> extra) {
  byte[] octets() {
    List<String> all = new ArrayList<>();
    all.add(method + " " + target + " HTTP/1.1");
    if (extra.stream().noneMatch(line -> line.regionMatches(true, 0, "Host:", 0, 5))) {
      all.add("Host: " + host);
    }
    all.addAll(extra);
    all.addAll(lines);
    all.add("Connection: close");
    return (String.join("\r\n", all) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
