package dev.handoff.comparison;

import dev.handoff.comparison.Wire.Answer;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What must come, in words separated by {@code & }: first the statuses that are right, then what
 * must hold. {@code 5-9} are bytes of the data, with everything a part needs to say when the answer
 * is one; {@code [0-9 20-29]} are parts; {@code empty}, {@code dated}; {@code Name: value}, {@code
 * Name ~ pattern}, {@code Name !~ pattern}, {@code has Name}, {@code no Name}.
 */
record Expected(String statuses, List<String> rest) {
  static Expected parse(String text) {
    String[] words = text.split(" & ");
    return new Expected(words[0], List.of(words).subList(1, words.length));
  }

  /** What was seen instead, if it was not what must come. */
  Optional<String> objection(Answer answer) {
    if (Arrays.stream(statuses.split("/")).noneMatch(status -> matches(status, answer.status()))) {
      return Optional.of(
          "status "
              + answer.status()
              + answer.field("Content-Range").map(range -> ", `" + range + "`").orElse(""));
    }
    if (!answer.whole()) {
      return Optional.of("status " + answer.status() + ", but the content breaks off");
    }
    return rest.stream().flatMap(word -> objection(word, answer).stream()).findFirst();
  }

  private static boolean matches(String status, int seen) {
    return status.endsWith("xx")
        ? seen / 100 == status.charAt(0) - '0'
        : Integer.toString(seen).equals(status);
  }

  private static Optional<String> objection(String word, Answer answer) {
    if (word.matches("[0-9]+-[0-9]+")) {
      return bytes(word, answer);
    }
    if (word.startsWith("[")) {
      return parts(word.substring(1, word.length() - 1).split(" "), answer);
    }
    if (word.equals("empty")) {
      return answer.content().length == 0
          ? Optional.empty()
          : Optional.of(answer.content().length + " bytes of content");
    }
    if (word.equals("dated")) {
      return dated(answer);
    }
    if (word.startsWith("has ")) {
      return answer.field(word.substring(4)).isPresent()
          ? Optional.empty()
          : Optional.of("no `" + word.substring(4) + "`");
    }
    if (word.startsWith("no ")) {
      return answer.field(word.substring(3)).map(value -> seen(word.substring(3), value));
    }
    return field(word, answer);
  }

  private static Optional<String> field(String word, Answer answer) {
    String name = word.split(" |:")[0];
    String value = answer.field(name).orElse("");
    String wanted = word.substring(word.indexOf(' ', name.length()) + 1);
    boolean right;
    if (word.startsWith(name + " !~ ")) {
      right = !Pattern.compile(wanted.substring(3)).matcher(value).find();
    } else if (word.startsWith(name + " ~ ")) {
      right = Pattern.compile(wanted.substring(2)).matcher(value).find();
    } else {
      right = value.equals(wanted);
    }
    return right ? Optional.empty() : Optional.of(seen(name, value));
  }

  /** Tags are not shown: some servers make them from paths, which differ. */
  private static String seen(String name, String value) {
    String shown = name.equals("ETag") ? value.replaceAll("\"[^\"]*\"", "\"…\"") : value;
    return value.isEmpty() ? "no `" + name + "`" : "`" + name + ": " + shown + "`";
  }

  /** No version of a file can be newer than the answer that says so. */
  private static Optional<String> dated(Answer answer) {
    Optional<String> modified = answer.field("Last-Modified");
    if (modified.isEmpty() || !time(modified.get()).isAfter(time(answer.field("Date").get()))) {
      return Optional.empty();
    }
    return Optional.of("`Last-Modified: " + modified.get() + "`");
  }

  private static ZonedDateTime time(String date) {
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
  }

  private static byte[] slice(String range) {
    int first = Integer.parseInt(range.split("-")[0]);
    int last = Integer.parseInt(range.split("-")[1]);
    return Arrays.copyOfRange(Tree.DATA, first, last + 1);
  }

  private static Optional<String> bytes(String range, Answer answer) {
    if (answer.status() != 200 && answer.status() != 206) {
      return Optional.empty();
    }
    byte[] wanted = answer.status() == 200 ? Tree.DATA : slice(range);
    if (!Arrays.equals(answer.content(), wanted)) {
      return Optional.of(
          "status " + answer.status() + ", " + answer.content().length + " other bytes");
    }
    String said = answer.field("Content-Range").orElse("-");
    String right = answer.status() == 200 ? "-" : "bytes " + range + "/1000";
    if (!said.equals(right)) {
      return Optional.of("status " + answer.status() + ", `Content-Range: " + said + "`");
    }
    return answer.field("Content-Length").isPresent()
        ? Optional.empty()
        : Optional.of("no `Content-Length`");
  }

  private static Optional<String> parts(String[] ranges, Answer answer) {
    String type = answer.field("Content-Type").orElse("");
    if (!type.startsWith("multipart/byteranges; boundary=")) {
      return Optional.of(
          "status "
              + answer.status()
              + ", `Content-Type: "
              + type
              + "`"
              + answer.field("Content-Range").map(said -> ", `" + said + "`").orElse(""));
    }
    String boundary = type.substring(type.indexOf('=') + 1).replace("\"", "");
    String text = answer.text();
    // What follows the last delimiter may be a line break or nothing (RFC 2046 §5.1.1).
    if (!text.stripTrailing().endsWith("\r\n--" + boundary + "--")) {
      return Optional.of("no last delimiter");
    }
    String[] parts = ("\r\n" + text).split(Pattern.quote("\r\n--" + boundary));
    if (parts.length != ranges.length + 2) {
      return Optional.of(parts.length - 2 + " parts");
    }
    for (int i = 0; i < ranges.length; i++) {
      String head = parts[i + 1].split("\r\n\r\n", 2)[0];
      if (!head.contains("Content-Range: bytes " + ranges[i] + "/1000")) {
        return Optional.of(
            "part " + (i + 1) + " is `" + head.strip().replace("\r\n", "`, `") + "`");
      }
      if (!head.toLowerCase(java.util.Locale.ROOT).contains("content-type:")) {
        return Optional.of("a part without `Content-Type`");
      }
      byte[] content =
          parts[i + 1].split("\r\n\r\n", 2)[1].getBytes(
              java.nio.charset.StandardCharsets.ISO_8859_1);
      if (!Arrays.equals(content, slice(ranges[i]))) {
        return Optional.of("part " + (i + 1) + " has other bytes");
      }
    }
    return Optional.empty();
  }
}
