package dev.handoff.core.store;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.ContentRange;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.ranges.RangeSpec;
import dev.handoff.core.ranges.Selection;
import dev.handoff.core.validators.Validators;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What comes of a first answer: it is believed, or it is doubted and something else is asked, or it
 * says that there is nothing.
 */
public sealed interface First {
  /**
   * The object is known, and its octets are on the way.
   *
   * @param extent which of them
   */
  record Known(Facts facts, Version version, Extent extent) implements First {
    /** Whether the rest, if there is any, can be asked for later. */
    public boolean isEnough() {
      return version.canBeContinued()
          || (extent.first() == 0 && extent.end().equals(facts.length()));
    }
  }

  /**
   * @param reason for traces
   */
  record AskAgain(Ask next, String reason) implements First {}

  /** No object to be had; what the content of the answer says goes to the log. */
  record None(StoreRefusal refusal) implements First {}

  /**
   * Judges the answer to {@code ask}.
   *
   * @param doubted an answer before this one was not believed
   */
  static First of(Ask ask, StoreAnswer answer, Wish wish, boolean doubted, Instant now) {
    return switch (answer.status()) {
      case 200 -> whole(ask, answer, wish, doubted, now);
      case 206 -> part(ask, answer, wish, doubted, now);
      case 304 -> notModified(ask, answer, wish, now);
      case 416 -> unsatisfiable(ask, answer, wish);
      default -> new None(StoreRefusal.of(answer, now));
    };
  }

  private static First whole(Ask ask, StoreAnswer answer, Wish wish, boolean doubted, Instant now) {
    OptionalLong length = answer.length().isPresent() ? answer.length() : wish.statedLength();
    if (length.isEmpty() && answer.endsWithConnection()) {
      return new None(
          StoreRefusal.broken(
              "without a length, to the end of its connection: nobody could tell whether that is"
                  + " whole. Stating size= in the Handoff field would help"));
    }
    Version version = Version.of(answer, length);
    Facts.Ranges ranges = Facts.Ranges.NONE;
    if (length.isPresent() && answer.coding().isEmpty() && answer.cuts()) {
      ranges = version.canBeContinued() ? Facts.Ranges.SEVERAL : Facts.Ranges.ONE;
      // A store that was asked for a part and sends the whole is not asked for parts again.
      if ((ask.range().isPresent() || doubted)
          && wish.asked().range().isPresent()
          && length.getAsLong() > 0) {
        boolean applies = wish.rangeApplies(answer.validators(), now);
        Selection wanted = wish.selection(length.getAsLong(), RangeLimits.SINGLE);
        if (applies && !isNear(wanted)) {
          if (ask.has("If-Range")) {
            return new AskAgain(
                ask.unconditional(), "the whole, although If-Range names this very version");
          }
          ranges = Facts.Ranges.NONE;
        } else if (applies) {
          ranges = Facts.Ranges.ONE;
        }
      }
    }
    return new Known(
        facts(answer, length, ranges), version, new Extent(0, length, answer.length().isPresent()));
  }

  /** Whether a store that sent the whole can be read up to the range. */
  private static boolean isNear(Selection wanted) {
    return switch (wanted.kind()) {
      case SOME -> wanted.ranges().get(0).first() <= Further.MOST_SKIPPED;
      case UNSATISFIABLE -> true;
      // Several ranges: all of it instead, which the client must expect (RFC 9110 §14.2).
      case WHOLE -> false;
    };
  }

  private static First part(Ask ask, StoreAnswer answer, Wish wish, boolean doubted, Instant now) {
    Optional<ContentRange.Part> said = answer.part();
    OptionalLong total = OptionalLong.empty();
    if (said.isPresent()) {
      total =
          said.get().completeLength().isPresent()
              ? said.get().completeLength()
              : wish.statedLength();
    }
    boolean consistent =
        total.isPresent()
            && said.get().range().last() < total.getAsLong()
            && answer.coding().isEmpty();
    if (ask.range().isEmpty()) {
      boolean all = consistent && said.get().range().length() == total.getAsLong();
      return all
          ? known(answer, total.getAsLong(), said.get().range())
          : new None(StoreRefusal.broken("a part of it, although all was asked for"));
    }
    if (!consistent) {
      return new AskAgain(Ask.WHOLE, "a part that is coded, contradicts itself or has no place");
    }
    long length = total.getAsLong();
    ByteRange sent = said.get().range();
    Optional<ByteRange> meant = ask.range().get().in(length);
    // Less than was asked for is a store's right (RFC 9110 §15.3.7); another place is not.
    boolean fits =
        meant.isPresent()
            && sent.first() == meant.get().first()
            && sent.last() <= meant.get().last();
    if (!fits) {
      return new AskAgain(Ask.WHOLE, "another range than was asked for");
    }
    if (wish.asked().range().isPresent() && !wish.rangeApplies(answer.validators(), now)) {
      return new AskAgain(Ask.WHOLE, "a part, although If-Range names another version");
    }
    // A client may ask for the first octet too: only what came of a doubt is one of ours.
    if (doubted
        && ask.equals(Ask.PROBE)
        && wish.asked().range().isPresent()
        && wish.selection(length, RangeLimits.DEFAULT).kind() != Selection.Kind.UNSATISFIABLE) {
      return new AskAgain(Ask.WHOLE, "416 to a range that is there");
    }
    return known(answer, length, sent);
  }

  private static First known(StoreAnswer answer, long total, ByteRange sent) {
    Version version = Version.of(answer, OptionalLong.of(total));
    Facts.Ranges ranges = version.canBeContinued() ? Facts.Ranges.SEVERAL : Facts.Ranges.ONE;
    return new Known(
        facts(answer, OptionalLong.of(total), ranges),
        version,
        new Extent(sent.first(), OptionalLong.of(sent.last() + 1), answer.length().isPresent()));
  }

  private static First notModified(Ask ask, StoreAnswer answer, Wish wish, Instant now) {
    if (!ask.mayBeNotModified()) {
      return new None(StoreRefusal.broken("304, although nothing was asked under a condition"));
    }
    if (!wish.isNotModified(answer.validators(), now)) {
      return new AskAgain(ask.unconditional(), "304, which its own validators do not bear out");
    }
    return new Known(
        facts(answer, OptionalLong.empty(), Facts.Ranges.NONE),
        Version.of(answer, OptionalLong.empty()),
        Extent.NOTHING);
  }

  private static First unsatisfiable(Ask ask, StoreAnswer answer, Wish wish) {
    OptionalLong length = answer.unsatisfied();
    if (ask.range().isEmpty()) {
      return new None(StoreRefusal.broken("416, although no range was asked for"));
    }
    if (length.isEmpty()) {
      return ask.range().equals(Ask.PROBE.range())
          ? new AskAgain(Ask.WHOLE, "416 to the first octet: it may be empty")
          : new AskAgain(Ask.PROBE, "416 without a length");
    }
    if (length.getAsLong() == 0 || ask.range().get().in(length.getAsLong()).isPresent()) {
      return new AskAgain(Ask.WHOLE, "416, and " + length.getAsLong() + " octets");
    }
    Selection selection = wish.selection(length.getAsLong(), RangeLimits.DEFAULT);
    if (selection.kind() == Selection.Kind.SOME) {
      Ask other = new Ask(Optional.of(RangeSpec.of(selection.ranges().get(0))), List.of());
      return new AskAgain(other, "416 to the first of several ranges");
    }
    if (wish.isConditional()) {
      return new AskAgain(Ask.PROBE, "416 without validators");
    }
    return new Known(
        new Facts(length, Validators.NONE, Facts.Ranges.ONE, Optional.empty(), Optional.empty()),
        Version.of(answer, length),
        Extent.NOTHING);
  }

  private static Facts facts(StoreAnswer answer, OptionalLong length, Facts.Ranges ranges) {
    return new Facts(length, answer.validators(), ranges, answer.type(), answer.coding());
  }
}
