package dev.handoff.core.front;

import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.front.FrontAnswer.Told;
import dev.handoff.core.front.FrontProof.Verdict;
import dev.handoff.core.handoff.RedirectMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who stands before the app. Immutable and shareable.
 *
 * <p>A fixed front is always told where the file is, so whoever reaches the app past it gets an
 * empty answer that names a path. {@link #auto} believes only a request that proves itself, and
 * sends the bytes otherwise.
 */
public final class Front {
  private final Optional<Dialect> fixed;
  private final Optional<Proofs> proofs;
  private final Optional<Dialect> byToken;

  private Front(Optional<Dialect> fixed, Optional<Proofs> proofs, Optional<Dialect> byToken) {
    this.fixed = fixed;
    this.proofs = proofs;
    this.byToken = byToken;
  }

  /** What to do with one request. */
  public sealed interface Choice {
    /** Tell the front. */
    record Tell(Told told) implements Choice {}

    /**
     * Send the bytes.
     *
     * @param suspicion for the log: something claimed to be a front and is none; empty where nobody
     *     claimed anything
     */
    record SendBytes(Optional<String> suspicion) implements Choice {}
  }

  private static Front fixed(Dialect dialect) {
    return new Front(Optional.of(dialect), Optional.empty(), Optional.empty());
  }

  /** nginx; needs a redirect map. */
  public static Front nginx() {
    return fixed(Dialect.NGINX);
  }

  /** Apache with mod_xsendfile. */
  public static Front apache() {
    return fixed(Dialect.APACHE);
  }

  /** lighttpd with x-sendfile on. */
  public static Front lighttpd() {
    return fixed(Dialect.LIGHTTPD);
  }

  /** Caddy with the documented recipe; needs a redirect map. */
  public static Front caddy() {
    return fixed(Dialect.CADDY);
  }

  /** Our gateway, without asking it for a proof. */
  public static Front handoff() {
    return fixed(Dialect.HANDOFF);
  }

  /** Nobody: this process sends the bytes. */
  public static Front none() {
    return new Front(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Our gateway where a request proves it came through it, and nobody otherwise. */
  public static Front auto(FrontKey... keys) {
    return auto(List.of(keys));
  }

  /** Our gateway where a request proves it came through it, and nobody otherwise. */
  public static Front auto(List<FrontKey> keys) {
    List<FrontKey> fixed = List.copyOf(keys);
    return auto(() -> fixed);
  }

  /**
   * The same with keys that may change while the app runs.
   *
   * @param keys asked with each request that carries a proof, by many threads: answers at once,
   *     with the same list as long as nothing changed
   * @throws IllegalArgumentException if two of the keys it has now have one name; later on such a
   *     list is treated as no keys at all
   */
  public static Front auto(Supplier<List<FrontKey>> keys) {
    return new Front(Optional.empty(), Optional.of(Proofs.of(keys)), Optional.empty());
  }

  /**
   * Also that front where a request carries {@code Handoff-Front: token;s="…"}; for fronts that
   * cannot compute a proof.
   *
   * @param token 43 to 256 characters of base64url, the front's and the app's secret
   * @throws IllegalStateException if this front is not {@link #auto}
   */
  public Front orByToken(String token, Dialect dialect) {
    Proofs before =
        proofs.orElseThrow(() -> new IllegalStateException("only auto looks at tokens"));
    Proofs both = before.with(proof -> proof.orToken(token));
    return new Front(Optional.empty(), Optional.of(both), Optional.of(dialect));
  }

  /**
   * The same with another window: how old a proof may be, or how far ahead; 60 s unless told.
   *
   * @param allowed 5 to 300 s
   * @throws IllegalStateException if this front is not {@link #auto}
   */
  public Front within(Duration allowed) {
    Proofs before =
        proofs.orElseThrow(() -> new IllegalStateException("only auto looks at proofs"));
    return new Front(
        Optional.empty(), Optional.of(before.with(proof -> proof.within(allowed))), byToken);
  }

  /**
   * Decides for one request.
   *
   * @param configured the app's own redirect map
   */
  public Choice choose(FieldLines request, RedirectMap configured, Instant now) {
    if (fixed.isPresent()) {
      return new Choice.Tell(new Told(fixed.get(), configured, false, false));
    }
    List<String> shown = request.lines(FrontProof.FIELD);
    if (proofs.isEmpty() || shown.isEmpty()) {
      return new Choice.SendBytes(Optional.empty());
    }
    Verdict verdict =
        proofs
            .get()
            .now()
            .judge(shown, request.lines("X-Sendfile-Type"), request.lines("X-Redirect-Map"), now);
    if (verdict instanceof Verdict.Proven proven) {
      return believed(proven.words());
    }
    if (verdict instanceof Verdict.ByToken && byToken.isPresent()) {
      return new Choice.Tell(new Told(byToken.get(), configured, false, false));
    }
    return suspect(verdict instanceof Verdict.Unproven unproven ? unproven.reason() : "no dialect");
  }

  /** The front says what it reads and which folders it has; nothing else is handed to it. */
  private static Choice believed(FrontWords words) {
    boolean byPath = words.sendfileType().equalsIgnoreCase("X-Sendfile");
    if (!byPath && !words.sendfileType().equalsIgnoreCase("X-Accel-Redirect")) {
      return suspect("it is proven, but says nothing of X-Accel-Redirect or X-Sendfile");
    }
    try {
      RedirectMap map = RedirectMap.parse(words.redirectMap());
      return new Choice.Tell(new Told(Dialect.HANDOFF, map, byPath, true));
    } catch (RedirectMap.Unusable e) {
      return suspect("it is proven, but its " + e.getMessage());
    }
  }

  private static Choice suspect(String reason) {
    return new Choice.SendBytes(Optional.of(reason));
  }

  /** Whether it is told of every file, proven or not. */
  public Optional<Dialect> fixedDialect() {
    return fixed;
  }

  /** Whether it looks for proofs. */
  public boolean isAuto() {
    return proofs.isPresent();
  }

  /** Whether a redirect map of the app's own is needed for it to be told anything. */
  public boolean needsMap() {
    return fixed.or(() -> byToken).filter(Dialect::needsMap).isPresent();
  }
}
