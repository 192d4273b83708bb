package dev.handoff.gateway.exchange;

import dev.handoff.gateway.http1.FieldName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where each field of an answer comes from, and what became of those that are not in it. Found out
 * afterwards, by comparing, so that nobody pays for it whose request is not explained.
 */
final class Origins {
  private final List<Said> said = new ArrayList<>();
  private final Map<String, String> decided = new HashMap<>();
  private String content = "the gateway";

  /** One field line of somebody's head. */
  private record Said(String by, Line line) {}

  /** A field line, taken apart. */
  record Line(String name, String value) {
    static Line of(String text) {
      int colon = Math.max(0, text.indexOf(':'));
      return new Line(
          text.substring(0, colon), text.substring(Math.min(text.length(), colon + 1)).strip());
    }

    boolean isSame(Line other) {
      return name.equalsIgnoreCase(other.name) && value.equals(other.value);
    }
  }

  /** A field of the answer and who it is from. */
  record Sent(Line line, String from) {}

  /** A field that did not reach the client. */
  record Kept(String name, String from, String why) {}

  /** Somebody said these lines; the first who said a line is the one it is from. */
  void said(String by, List<String> lines) {
    lines.forEach(line -> said.add(new Said(by, Line.of(line))));
  }

  /** A field of that name was decided on, for this reason. */
  void decided(String name, String why) {
    if (isNameOfField(name)) {
      decided.put(name.toLowerCase(Locale.ROOT), why);
    }
  }

  /** Who has the content, and so decides its validators and its length. */
  void content(String from) {
    content = from;
  }

  private static boolean isNameOfField(String name) {
    return !name.isEmpty() && Character.isUpperCase(name.charAt(0)) && name.indexOf(' ') < 0;
  }

  List<Sent> sent(List<String> answer) {
    return answer.stream()
        .filter(line -> !line.isEmpty())
        .map(Line::of)
        .map(line -> new Sent(line, from(line)))
        .toList();
  }

  private String from(Line line) {
    String why = decided.get(line.name().toLowerCase(Locale.ROOT));
    if (why != null) {
      return why;
    }
    FieldName name = FieldName.of(line.name());
    Optional<String> by =
        said.stream().filter(one -> one.line().isSame(line)).map(Said::by).findFirst();
    if (by.isPresent() && name != FieldName.DATE && !isOfMessage(name)) {
      return by.get();
    }
    if (name == null) {
      return "the gateway";
    }
    return switch (name) {
      case ETAG, LAST_MODIFIED, CONTENT_LENGTH, CONTENT_RANGE, ACCEPT_RANGES, CONTENT_ENCODING ->
          content;
      case CONTENT_TYPE -> content.equals("the file") ? "the file's name" : content;
      case X_CONTENT_TYPE_OPTIONS -> "the gateway, for every file";
      default -> "the gateway";
    };
  }

  private static boolean isOfMessage(@Nullable FieldName name) {
    return name != null
        && (name.kind() == FieldName.Kind.FRAMING || name.kind() == FieldName.Kind.HOP_BY_HOP)
        && name != FieldName.CONTENT_LENGTH;
  }

  List<Kept> kept(List<String> answer) {
    List<Line> lines = answer.stream().map(Line::of).toList();
    List<Kept> kept = new ArrayList<>();
    for (Said one : said) {
      boolean sent = lines.stream().anyMatch(one.line()::isSame);
      if (!sent || FieldName.of(one.line().name()) == FieldName.DATE) {
        kept.add(new Kept(one.line().name(), one.by(), why(one.line(), lines)));
      }
    }
    return kept;
  }

  private String why(Line line, List<Line> answer) {
    FieldName name = FieldName.of(line.name());
    boolean other = answer.stream().anyMatch(one -> one.name().equalsIgnoreCase(line.name()));
    String rest = other ? "another value is sent" : "not part of this answer";
    if (name == null) {
      return rest;
    }
    return switch (name.kind()) {
      case CONTROL -> "for the gateway, never for a client";
      case FRAMING, HOP_BY_HOP -> "about the connection it came over";
      case CONDITION, FORWARDING -> "about a request";
      case PLAIN ->
          switch (name) {
            case DATE -> "the gateway's own is sent";
            case ETAG, LAST_MODIFIED, ACCEPT_RANGES, CONTENT_RANGE, AGE, TRAILER ->
                content.equals("the gateway") ? rest : content + " decides";
            default -> rest;
          };
    };
  }
}
