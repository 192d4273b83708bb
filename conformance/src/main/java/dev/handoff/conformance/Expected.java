package dev.handoff.conformance;

import dev.handoff.conformance.Answer.Ending;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What must come, in words separated by {@code & }: first the statuses that are right, then what
 * must hold. {@code 5-9} are octets of the file, with everything a part needs to say when the
 * answer is one; {@code [0-9 20-29]} are parts; {@code empty}, {@code dated}; {@code Name: value},
 * {@code Name ~ pattern}, {@code Name !~ pattern}, {@code has Name}, {@code no Name}.
 */
record Expected(String statuses, List<String> rest, Facts facts) {
  static Expected parse(String text, Facts facts) {
    String[] words = text.split(" & ", -1);
    return new Expected(words[0], List.of(words).subList(1, words.length), facts);
  }

  /** What was seen instead, if it was not what must come. */
  Optional<String> objection(Answer answer) throws IOException {
    if (Arrays.stream(statuses.split("/", -1))
        .noneMatch(status -> matches(status, answer.status()))) {
      return Optional.of(status(answer) + contentRange(answer));
    }
    if (answer.ending() == Ending.BROKEN_OFF) {
      return Optional.of(status(answer) + ", but the content breaks off");
    }
    for (String word : rest) {
      Optional<String> objection = objection(word, answer);
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }

  private static String status(Answer answer) {
    return "status " + answer.status();
  }

  private static String contentRange(Answer answer) {
    return answer.field("Content-Range").map(range -> ", `" + range + "`").orElse("");
  }

  private static boolean matches(String status, int seen) {
    return status.endsWith("xx")
        ? seen / 100 == status.charAt(0) - '0'
        : Integer.toString(seen).equals(status);
  }

  private Optional<String> objection(String word, Answer answer) throws IOException {
    if (word.matches("[0-9]+-[0-9]+")) {
      return bytes(word, answer);
    }
    if (word.startsWith("[")) {
      return Parts.objection(word.substring(1, word.length() - 1).split(" ", -1), answer, facts);
    }
    if (word.equals("empty")) {
      return empty(answer);
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

  private static Optional<String> empty(Answer answer) {
    if (answer.content().length > 0) {
      return Optional.of(answer.content().length + " bytes of content");
    }
    return answer.ending() == Ending.WENT_ON
        ? Optional.of(status(answer) + " with content")
        : Optional.empty();
  }

  private static Optional<String> field(String word, Answer answer) {
    String name = word.split(" |:", -1)[0];
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

  private static String seen(String name, String value) {
    return value.isEmpty() ? "no `" + name + "`" : "`" + name + ": " + value + "`";
  }

  /** No version of a file can be newer than the answer that says so. */
  private static Optional<String> dated(Answer answer) {
    Optional<Instant> modified = answer.field("Last-Modified").flatMap(Facts::instant);
    Optional<Instant> now = answer.field("Date").flatMap(Facts::instant);
    return modified.isPresent() && now.isPresent() && modified.get().isAfter(now.get())
        ? Optional.of(seen("Last-Modified", answer.field("Last-Modified").orElse("")))
        : Optional.empty();
  }

  private Optional<String> bytes(String range, Answer answer) throws IOException {
    if (answer.status() != 200 && answer.status() != 206) {
      return Optional.empty();
    }
    boolean whole = answer.status() == 200;
    long first = whole ? 0 : Long.parseLong(range.split("-", -1)[0]);
    long last = whole ? facts.copy().size() - 1 : Long.parseLong(range.split("-", -1)[1]);
    Optional<String> said = answer.field("Content-Length");
    if (said.isPresent() && !said.get().equals(Long.toString(last - first + 1))) {
      return Optional.of(status(answer) + ", `Content-Length: " + said.get() + "`");
    }
    byte[] wanted = facts.copy().octets(first, (int) Math.min(last - first + 1, Wire.MOST_CONTENT));
    if (!Arrays.equals(answer.content(), wanted)) {
      return Optional.of(status(answer) + ", " + answer.content().length + " other bytes");
    }
    if (answer.ending() == Ending.WENT_ON) {
      return Optional.of(status(answer) + ", but octets follow the end of the answer");
    }
    String saidRange = answer.field("Content-Range").orElse("-");
    String right = whole ? "-" : "bytes " + range + "/" + facts.copy().size();
    if (!saidRange.equals(right)) {
      return Optional.of(status(answer) + ", `Content-Range: " + saidRange + "`");
    }
    return said.isPresent() || !facts.saysLength()
        ? Optional.empty()
        : Optional.of("no `Content-Length`");
  }

  /** For the reader; Markdown. */
  String inWords() {
    List<String> words = new ArrayList<>();
    words.add("status " + String.join(" or ", statuses.split("/", -1)));
    rest.forEach(word -> words.add(inWords(word)));
    return String.join(", ", words);
  }

  private String inWords(String word) {
    if (word.matches("[0-9]+-[0-9]+")) {
      return statuses.contains("206")
          ? "octets %s of the file with `Content-Range: bytes %s/%d`"
              .formatted(word, word, facts.copy().size())
          : "the whole file" + (statuses.contains("/") ? " if 200" : "");
    }
    if (word.startsWith("[")) {
      return "the parts "
          + word.substring(1, word.length() - 1).replace(" ", ", ")
          + " in this order as `multipart/byteranges`";
    }
    if (word.startsWith("has ")) {
      return "a field `" + word.substring(4) + "`";
    }
    if (word.startsWith("no ")) {
      return "no field `" + word.substring(3) + "`";
    }
    if (word.equals("empty")) {
      return "no content";
    }
    if (word.equals("dated")) {
      return "a `Last-Modified` not later than `Date`";
    }
    if (word.contains(" !~ ")) {
      return "`" + word.replace(" !~ ", "` not matching `") + "`";
    }
    return "`" + (word.contains(": ") ? word : word.replace(" ~ ", "` matching `")) + "`";
  }
}
