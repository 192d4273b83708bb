package dev.handoff.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Several ranges in one answer (RFC 9110 §14.6, RFC 2046 §5.1.1). */
final class Parts {
  private static final Pattern MULTIPART =
      Pattern.compile("(?i)multipart/byteranges *; *boundary=(\"?)([^\"; ]+)\\1");

  private Parts() {}

  static Optional<String> objection(String[] ranges, Answer answer, Facts facts)
      throws IOException {
    String type = answer.field("Content-Type").orElse("");
    Matcher multipart = MULTIPART.matcher(type);
    if (!multipart.matches()) {
      return Optional.of(
          "status "
              + answer.status()
              + ", `Content-Type: "
              + type
              + "`"
              + answer.field("Content-Range").map(said -> ", `" + said + "`").orElse(""));
    }
    String boundary = multipart.group(2);
    String text = answer.text();
    // What follows the last delimiter may be a line break or nothing (RFC 2046 §5.1.1).
    if (!text.stripTrailing().endsWith("\r\n--" + boundary + "--")) {
      return Optional.of("no last delimiter");
    }
    String[] parts = ("\r\n" + text).split(Pattern.quote("\r\n--" + boundary), -1);
    if (parts.length != ranges.length + 2) {
      return Optional.of(parts.length - 2 + " parts");
    }
    for (int i = 0; i < ranges.length; i++) {
      Optional<String> objection = part(i + 1, parts[i + 1], ranges[i], facts);
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> part(int number, String part, String range, Facts facts)
      throws IOException {
    String[] headAndContent = part.split("\r\n\r\n", 2);
    String head = headAndContent[0];
    if (headAndContent.length < 2) {
      return Optional.of("part " + number + " has no end of its fields");
    }
    if (!field(head, "content-range").equals("bytes " + range + "/" + facts.copy().size())) {
      return Optional.of("part " + number + " is `" + head.strip().replace("\r\n", "`, `") + "`");
    }
    if (!facts.type().isEmpty() && field(head, "content-type").isEmpty()) {
      return Optional.of("a part without `Content-Type`");
    }
    long first = Long.parseLong(range.split("-", -1)[0]);
    int length = (int) (Long.parseLong(range.split("-", -1)[1]) - first + 1);
    byte[] content = headAndContent[1].getBytes(StandardCharsets.ISO_8859_1);
    return Arrays.equals(content, facts.copy().octets(first, length))
        ? Optional.empty()
        : Optional.of("part " + number + " has other bytes");
  }

  private static String field(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
