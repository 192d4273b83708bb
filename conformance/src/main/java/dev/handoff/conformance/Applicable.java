package dev.handoff.conformance;

import java.util.Optional;
import java.util.Set;

/** Whether a case can be asked where certain facts hold. */
final class Applicable {
  private static final Set<String> DATES =
      Set.of("{date}", "{date-1}", "{date+1}", "{old}", "{rfc850}", "{asctime}");

  /** Ranges of a smaller file would say something else than in the tables. */
  private static final long SMALLEST_FOR_RANGES = 20;

  /** Parts of a smaller file cost more than the file: sending all of it is better. */
  private static final long SMALLEST_FOR_PARTS = 1000;

  private final Case one;
  private final Facts facts;

  private Applicable(Case one, Facts facts) {
    this.one = one;
    this.facts = facts;
  }

  /** Why it cannot. */
  static Optional<String> reasonAgainst(Case one, Facts facts) {
    if (one.notes().contains("empty")) {
      return reason(facts.copy().size() != 0, "needs an empty file");
    }
    Applicable applicable = new Applicable(one, facts);
    return applicable
        .size()
        .or(applicable::ranges)
        .or(applicable::tag)
        .or(applicable::date)
        .or(applicable::otherFields);
  }

  private boolean mentions(String word) {
    return one.request().contains(word) || one.expected().contains(word);
  }

  private boolean asksForRange() {
    return one.method().equals("GET") && one.request().contains(" Range: ");
  }

  private boolean asksForSeveral() {
    return one.request().matches(".* Range: [^&]*[0-9-],[^&]*[0-9-]( & .*)?");
  }

  private Optional<String> size() {
    long size = facts.copy().size();
    if (asksForSeveral() && size < SMALLEST_FOR_PARTS) {
      return Optional.of("needs a file of at least " + SMALLEST_FOR_PARTS + " octets");
    }
    return reason(
        (one.request().contains("Range: ")
                || one.notes().contains("ranges")
                || one.notes().contains("no ranges"))
            && size < SMALLEST_FOR_RANGES,
        "needs a file of at least " + SMALLEST_FOR_RANGES + " octets");
  }

  private Optional<String> ranges() {
    if (one.notes().contains("no ranges")) {
      return reason(facts.ranges(), "ranges are answered here");
    }
    if (facts.ranges()) {
      return reason(
          asksForSeveral() && !facts.several() && !one.notes().contains("first"),
          "several ranges are not answered in parts here, see the first case of F1");
    }
    if (!asksForRange() && !one.notes().contains("ranges")) {
      return Optional.empty();
    }
    if (facts.rangesRefused()) {
      return Optional.of("Accept-Ranges: none");
    }
    return reason(
        !(one.notes().contains("first") && one.id().equals("E1")),
        "ranges are ignored here, see the first case of E1");
  }

  private Optional<String> tag() {
    boolean strong = mentions("{strong}");
    if (facts.tag().isEmpty()) {
      return reason(
          strong || mentions("{tag}") || mentions("{opaque}") || one.notes().contains("tag"),
          "there is no ETag");
    }
    return reason(strong && !facts.isStrong(), "the ETag is weak");
  }

  private Optional<String> date() {
    boolean date = DATES.stream().anyMatch(this::mentions) || one.notes().contains("date");
    if (facts.modified().isEmpty()) {
      return reason(date, "there is no Last-Modified that one could reckon with");
    }
    return reason(
        (one.request().contains("If-Range: {date}") || one.notes().contains("settled"))
            && !facts.dateIsStrong(),
        "modified less than a minute before Date: nothing strong yet (RFC 9110 §8.8.2.2)");
  }

  /** By the notes: what the answers must have said. */
  private Optional<String> otherFields() {
    boolean type = !facts.type().isEmpty();
    boolean disposition = !facts.disposition().isEmpty();
    return needs("any tag", facts.sentTag(), "there is no ETag")
        .or(() -> needs("any date", facts.sentDate(), "there is no Last-Modified"))
        .or(() -> needs("length", facts.saysLength(), "the length is not said in advance"))
        .or(() -> needs("{type}", type, "there is no Content-Type"))
        .or(() -> needs("binary type", isBinary(), "an error may have the type of this file"))
        .or(() -> needs("{disposition}", disposition, "there is no Content-Disposition"))
        .or(() -> needs("disposition", disposition, "there is no Content-Disposition"))
        .or(() ->
            needs(
                "filename*",
                facts.disposition().contains("filename*"),
                "there is no Content-Disposition with filename*"));
  }

  private boolean isBinary() {
    return !facts.type().matches("text/.*|application/(json|problem|xml).*");
  }

  private Optional<String> needs(String word, boolean there, String reason) {
    return reason(
        (one.notes().contains(word) || (word.startsWith("{") && mentions(word))) && !there, reason);
  }

  private static Optional<String> reason(boolean applies, String reason) {
    return applies ? Optional.of(reason) : Optional.empty();
  }
}
