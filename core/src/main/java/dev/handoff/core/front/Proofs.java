package dev.handoff.core.front;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** How proofs are checked, by keys that may change. Shareable. */
final class Proofs {
  private final Supplier<List<FrontKey>> keys;
  private final UnaryOperator<FrontProof> settings;
  private volatile Made made;

  /** A check, and the very list of keys it was made from. */
  private record Made(List<FrontKey> from, FrontProof proof) {}

  private Proofs(Supplier<List<FrontKey>> keys, UnaryOperator<FrontProof> settings) {
    this.keys = keys;
    this.settings = settings;
    List<FrontKey> first = keys.get();
    this.made = new Made(first, settings.apply(FrontProof.of(first)));
  }

  /**
   * @throws IllegalArgumentException if two of the keys it has now have one name
   */
  static Proofs of(Supplier<List<FrontKey>> keys) {
    return new Proofs(keys, UnaryOperator.identity());
  }

  /** The same with one more setting, which is tried out at once. */
  Proofs with(UnaryOperator<FrontProof> more) {
    return new Proofs(keys, proof -> more.apply(settings.apply(proof)));
  }

  /** By the keys as they are now. */
  // The same list, not an equal one: equal would compare secrets with each request.
  @SuppressWarnings("ReferenceEquality")
  FrontProof now() {
    List<FrontKey> current = keys.get();
    Made last = made;
    if (last.from() != current) {
      last = new Made(current, settings.apply(of(current)));
      made = last;
    }
    return last.proof();
  }

  private static FrontProof of(List<FrontKey> keys) {
    long names = keys.stream().map(FrontKey::id).distinct().count();
    return FrontProof.of(names == keys.size() ? keys : List.of());
  }
}
