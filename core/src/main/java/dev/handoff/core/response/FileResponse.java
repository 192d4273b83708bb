package dev.handoff.core.response;

import dev.handoff.core.conditions.Verdict;
import dev.handoff.core.ranges.RangeField;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.ranges.Selection;
import dev.handoff.core.validators.Validators;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides what to answer to a request for a representation that exists and may be had. */
public final class FileResponse {
  /** A multipart answer may be this much larger than the whole before the whole is sent instead. */
  private static final int MULTIPART_OVERHEAD = 4 << 10;

  private FileResponse() {}

  /**
   * The plan, by the order of RFC 9110 §13.2.2: method, conditions, If-Range, Range.
   *
   * <p>To be called after the client was found to be allowed and the file was opened: a verdict on
   * a condition says what the tag is. Never throws, whatever the request holds.
   *
   * @param now the moment of the answer's Date
   * @param boundary asked once, and only for a multipart answer; see {@link Boundary}
   */
  public static ResponsePlan decide(
      FileRequest request,
      Representation representation,
      Instant now,
      RangeLimits limits,
      Supplier<String> boundary) {
    if (!request.retrieves()) {
      return request.isOptions() ? new ResponsePlan.Options() : new ResponsePlan.MethodNotAllowed();
    }
    Representation current = representation.asOf(now);
    if (request.isPlain()) {
      return current.full();
    }
    return switch (request.evaluate(current.validators(), now)) {
      case NOT_MODIFIED -> new ResponsePlan.NotModified(current);
      case PRECONDITION_FAILED -> new ResponsePlan.PreconditionFailed();
      case PROCEED -> cut(request, current, now, limits, boundary);
    };
  }

  /**
   * The plan as far as it needs no look at what would be sent: 304, 412 and 416 by facts that
   * somebody stated, and all of a HEAD when nothing is missing.
   *
   * @param stated a length, validator or type that is empty is not known, instead of absent
   * @return empty: ask, and {@link #decide} then
   */
  public static Optional<ResponsePlan> decideEarly(
      FileRequest request, Representation stated, Instant now, RangeLimits limits) {
    if (!request.retrieves()) {
      return Optional.empty();
    }
    Representation known = stated.asOf(now);
    Optional<Verdict> verdict = request.evaluateKnown(known.validators(), now);
    if (verdict.isEmpty()) {
      return Optional.empty();
    }
    return switch (verdict.get()) {
      case NOT_MODIFIED -> Optional.of(new ResponsePlan.NotModified(known));
      case PRECONDITION_FAILED -> Optional.of(new ResponsePlan.PreconditionFailed());
      case PROCEED -> request.isHead() ? headOf(known) : unsatisfiable(request, known, now, limits);
    };
  }

  /** A HEAD says what a GET would say: a length alone is not all of that. */
  private static Optional<ResponsePlan> headOf(Representation known) {
    return known.length().isPresent()
            && known.contentType().isPresent()
            && !known.validators().equals(Validators.NONE)
        ? Optional.of(known.full())
        : Optional.empty();
  }

  private static Optional<ResponsePlan> unsatisfiable(
      FileRequest request, Representation known, Instant now, RangeLimits limits) {
    if (request.range().isEmpty()
        || !known.ranges()
        || !request.ifRangeIsDecidedBy(known.validators())
        || !request.rangeAppliesTo(known.validators(), now)) {
      return Optional.empty();
    }
    long completeLength = known.length().orElseThrow();
    Selection selection = RangeField.select(request.range().get(), completeLength, limits);
    return selection.kind() == Selection.Kind.UNSATISFIABLE
        ? Optional.of(new ResponsePlan.RangeNotSatisfiable(completeLength))
        : Optional.empty();
  }

  private static ResponsePlan cut(
      FileRequest request,
      Representation current,
      Instant now,
      RangeLimits limits,
      Supplier<String> boundary) {
    if (request.range().isEmpty()
        || !current.ranges()
        || !request.rangeAppliesTo(current.validators(), now)) {
      return current.full();
    }
    long completeLength = current.length().orElseThrow();
    Selection selection = RangeField.select(request.range().get(), completeLength, limits);
    return switch (selection.kind()) {
      case WHOLE -> current.full();
      case UNSATISFIABLE -> new ResponsePlan.RangeNotSatisfiable(completeLength);
      case SOME ->
          selection.ranges().size() == 1
              ? new ResponsePlan.Partial(current, selection.ranges().get(0))
              : parts(current, selection, boundary);
    };
  }

  private static ResponsePlan parts(
      Representation current, Selection selection, Supplier<String> boundary) {
    // A multipart message whose parts are gzip is not gzip: no field could say so truthfully.
    if (current.contentEncoding().isPresent()) {
      return current.full();
    }
    String delimiter = Boundary.checked(boundary.get());
    List<Part> parts = Part.of(current, selection.ranges(), delimiter);
    long total = Part.closingDelimiter(delimiter).length();
    for (Part part : parts) {
      total += part.length();
    }
    return total >= current.length().orElseThrow() + MULTIPART_OVERHEAD
        ? current.full()
        : new ResponsePlan.MultiPart(current, parts, delimiter, total);
  }
}
