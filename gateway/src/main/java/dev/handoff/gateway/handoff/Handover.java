package dev.handoff.gateway.handoff;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.fields.Field;
import dev.handoff.core.handoff.HandoffHints;
import dev.handoff.core.handoff.Rate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the apps of one request have said so far: their heads, hints and control fields. Confined to
 * the exchange's loop.
 */
final class Handover {
  /** As many internal redirects as nginx allows (ngx_http_internal_redirect). */
  static final int MOST_HOPS = 10;

  private final AppHeads heads = new AppHeads();
  private HandoffHints hints = HandoffHints.NONE;
  private @Nullable Rate rate;
  private @Nullable String charset;
  private boolean typeFromApp;
  private boolean byLink;
  private @Nullable Runnable afresh;
  private int hops;

  /** One without an app: a signed link permits it. */
  static Handover byLink() {
    Handover handover = new Handover();
    handover.byLink = true;
    return handover;
  }

  /** Whether a signed link permits it, and no app has said a word. */
  boolean isByLink() {
    return byLink;
  }

  /** What survives an error. */
  List<Field> errorFields() {
    return byLink ? List.of(CachePolicy.NO_REFERRER) : heads.errorFields();
  }

  AppHeads heads() {
    return heads;
  }

  /** Hints of the app that named the file. */
  HandoffHints hints() {
    return hints;
  }

  void hints(HandoffHints said) {
    hints = said;
  }

  /** How fast the app wants it to go. Its hint wins over the X-Accel field. */
  Optional<Rate> rate() {
    return hints.rate().or(() -> Optional.ofNullable(rate));
  }

  void rate(Rate said) {
    rate = said;
  }

  Optional<String> charset() {
    return Optional.ofNullable(charset);
  }

  void charset(String said) {
    charset = said;
  }

  /** Whether a {@code text/html} of the app is meant ({@code content_type: app}). */
  boolean typeFromApp() {
    return typeFromApp;
  }

  void typeFromApp(boolean believed) {
    typeFromApp = believed;
  }

  /** What asks the app after all, when the decision was reused; at most once. */
  Optional<Runnable> takeAfresh() {
    Optional<Runnable> taken = Optional.ofNullable(afresh);
    afresh = null;
    return taken;
  }

  void afresh(Runnable asking) {
    afresh = asking;
  }

  /** Counts a hop; false when it is one too many. */
  boolean hop() {
    return ++hops <= MOST_HOPS;
  }
}
