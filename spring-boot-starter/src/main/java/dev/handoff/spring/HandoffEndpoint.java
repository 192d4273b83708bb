package dev.handoff.spring;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/handoff}: who delivers, and what it knows. Not exposed unless told. */
@Endpoint(id = "handoff")
public final class HandoffEndpoint {
  private final HandoffState state;

  HandoffEndpoint(HandoffState state) {
    this.state = state;
  }

  /**
   * What is in force now.
   *
   * @param front who delivers; {@code auto} is the gateway where it proves itself
   * @param frontSeen whether a front took a file since the start
   * @param lastHandedOff when it last did
   * @param map folders and their URIs, as the app or the front says
   * @param roots folders outside of which nothing is sent, and whether they can be read
   * @param handedOff answers that a front delivered
   * @param byThisProcess answers that this process gave, errors too
   */
  public record Effective(
      String front,
      boolean frontSeen,
      @Nullable Instant lastHandedOff,
      Map<String, String> map,
      Map<String, Boolean> roots,
      long handedOff,
      long byThisProcess) {}

  /** What is in force now. */
  @ReadOperation
  public Effective handoff() {
    DeliveryCounts counts = state.counts();
    return new Effective(
        state.front(),
        counts.seen().isPresent(),
        counts.seen().map(DeliveryCounts.Seen::last).orElse(null),
        state.map(),
        state.roots(),
        counts.handedOff(),
        counts.byThisProcess());
  }
}
