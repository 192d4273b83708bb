package dev.handoff.core.store;

import dev.handoff.core.ranges.ContentRange;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What comes of an answer to a further question about an object that is known. */
public sealed interface Further {
  /** Octets that may be read and thrown away in front of a range, where a store does not cut. */
  long MOST_SKIPPED = 1 << 20;

  /** Octets of the same version, from the right place on. */
  record Fits(Extent extent) implements Further {}

  /** Not now. */
  record NotNow(String reason) implements Further {}

  /** Not these octets, or not surely. */
  record Never(String reason) implements Further {}

  /**
   * Judges an answer.
   *
   * @param next offset of the first octet that is wanted
   * @param joined octets of another answer went before, so that nothing less than a proof will do
   */
  static Further of(Version version, long next, boolean joined, StoreAnswer answer, Instant now) {
    return switch (answer.status()) {
      case 206 -> part(version, next, joined, answer);
      case 200 -> whole(version, next, joined, answer);
      case 412 -> new Never("the object was replaced meanwhile");
      case 416 -> new Never("the object is shorter than it was");
      default -> {
        StoreRefusal refusal = StoreRefusal.of(answer, now);
        yield refusal.kind() == StoreRefusal.Kind.PASSING
            ? new NotNow(refusal.reason())
            : new Never(refusal.reason());
      }
    };
  }

  private static Further part(Version version, long next, boolean joined, StoreAnswer answer) {
    Optional<ContentRange.Part> part = answer.part();
    if (part.isEmpty() || part.get().range().first() != next) {
      return new Never("the store sent another range than was asked for");
    }
    if (!part.get().completeLength().equals(version.total())) {
      return new Never("the length of the object changed");
    }
    if (!isSame(version, joined, answer)) {
      return new Never("the validator of the object changed or is missing");
    }
    return new Fits(
        new Extent(
            next, OptionalLong.of(part.get().range().last() + 1), answer.length().isPresent()));
  }

  private static Further whole(Version version, long next, boolean joined, StoreAnswer answer) {
    if (joined) {
      return new Never("the store sent the whole instead of the rest");
    }
    if (!isSame(version, false, answer) || !answer.length().equals(version.total())) {
      return new Never("the object changed");
    }
    return next <= MOST_SKIPPED
        ? new Fits(new Extent(0, answer.length(), true))
        : new Never("the store sent the whole instead of a part");
  }

  private static boolean isSame(Version version, boolean joined, StoreAnswer answer) {
    return answer.coding().equals(version.coding())
        && (joined ? version.isProvedBy(answer) : version.isToldBy(answer));
  }
}
