package dev.handoff.core.response;

import dev.handoff.core.conditions.IfRange;
import dev.handoff.core.conditions.Preconditions;
import dev.handoff.core.conditions.Verdict;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.validators.Validators;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a request asks of a file: method, conditions, range. Nothing of who asks, or for what. */
public final class FileRequest {
  /** GET without conditions and range. */
  public static final FileRequest GET = plain(Method.GET);

  /** HEAD without conditions. */
  public static final FileRequest HEAD = plain(Method.HEAD);

  private static final FileRequest OPTIONS = plain(Method.OPTIONS);
  private static final FileRequest OTHER = plain(Method.OTHER);

  private final Method method;
  private final Preconditions preconditions;
  private final Optional<String> range;
  private final List<String> ifRange;

  private FileRequest(
      Method method, Preconditions preconditions, Optional<String> range, List<String> ifRange) {
    this.method = method;
    this.preconditions = preconditions;
    this.range = range;
    this.ifRange = ifRange;
  }

  private static FileRequest plain(Method method) {
    return new FileRequest(method, Preconditions.NONE, Optional.empty(), List.of());
  }

  /**
   * Reads If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since, and for GET also Range
   * and If-Range (RFC 9110 §14.2 defines them for no other method).
   *
   * @param method case-sensitive
   */
  public static FileRequest of(String method, FieldLines lines) {
    FileRequest plain = plain(method);
    Preconditions preconditions = Preconditions.of(lines);
    List<String> range = plain.method == Method.GET ? lines.lines("Range") : List.of();
    if (preconditions == Preconditions.NONE && range.isEmpty()) {
      return plain;
    }
    // Two Range lines contradict each other: neither is believed.
    return range.size() == 1
        ? new FileRequest(
            plain.method, preconditions, Optional.of(range.get(0)), lines.lines("If-Range"))
        : new FileRequest(plain.method, preconditions, Optional.empty(), List.of());
  }

  private static FileRequest plain(String method) {
    return switch (method) {
      case "GET" -> GET;
      case "HEAD" -> HEAD;
      case "OPTIONS" -> OPTIONS;
      default -> OTHER;
    };
  }

  /** Whether content is left out of the answer, whatever the plan says about its length. */
  public boolean isHead() {
    return method == Method.HEAD;
  }

  /** Whether the method is one that only asks what may be asked. */
  boolean isOptions() {
    return method == Method.OPTIONS;
  }

  /** GET or HEAD: the methods that a file answers. */
  public boolean retrieves() {
    return method == Method.GET || method == Method.HEAD;
  }

  /** Neither condition nor range. */
  public boolean isPlain() {
    return preconditions == Preconditions.NONE && range.isEmpty();
  }

  /** Value of Range, if this is a GET with exactly one such line. */
  public Optional<String> range() {
    return range;
  }

  /**
   * The conditions alone (RFC 9110 §13.2.2 steps 1 to 4), for an answer somebody else made: an
   * app's own 200 with its own validators.
   */
  public Verdict evaluate(Validators validators, Instant now) {
    return preconditions == Preconditions.NONE
        ? Verdict.PROCEED
        : preconditions.evaluate(retrieves(), validators, now);
  }

  /**
   * The conditions alone, on validators of which some may be unknown; empty if one of those counts.
   */
  Optional<Verdict> evaluateKnown(Validators stated, Instant now) {
    return preconditions.evaluateKnown(retrieves(), stated, now);
  }

  /** Whether what is known of the validators decides If-Range, if there is one. */
  public boolean ifRangeIsDecidedBy(Validators stated) {
    return IfRange.isDecidedBy(ifRange, stated);
  }

  /** Whether If-Range, if there is one, lets Range apply to this version (step 5). */
  public boolean rangeAppliesTo(Validators validators, Instant now) {
    return IfRange.allows(ifRange, validators, now);
  }

  /** Whether the request continues a transfer of exactly this version, named by its tag. */
  public boolean resumes(Validators validators) {
    return range.isPresent() && IfRange.names(ifRange, validators);
  }

  private enum Method {
    GET,
    HEAD,
    OPTIONS,
    OTHER
  }
}
