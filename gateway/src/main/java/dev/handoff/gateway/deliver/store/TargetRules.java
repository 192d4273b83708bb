package dev.handoff.gateway.deliver.store;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.config.StoreAccess;
import java.util.Optional;

/** What one location lets apps and stores name. Immutable, shared by all loops. */
public interface TargetRules {

  /** Whether something may be asked for. */
  sealed interface Judgement {
    record Allowed(StoreTarget target) implements Judgement {}

    /**
     * @param status 404 for an unsafe path, 502 for what no rule allows
     * @param reason for the log, never for a client
     */
    record Refused(int status, String reason) implements Judgement {}
  }

  /** Prefix of the location: two locations never share connections or cached objects. */
  String location();

  StoreAccess access();

  /** Most redirects followed for one request. */
  int mostRedirects();

  /**
   * Judges what follows the location's prefix in a target.
   *
   * @param path raw, as the app wrote it; without leading slash
   */
  Judgement below(Octets path, Optional<Octets> query);

  /** Judges a URL of the app's. */
  Judgement url(HandoffTarget.AbsoluteUrl url);

  /**
   * Judges where a store sends us.
   *
   * @param from who sends us
   * @param location value of its Location field; may be relative
   */
  Judgement redirect(StoreTarget from, Octets location);

  /** For an operator who reads a trace or the start-up lines. */
  String text();
}
