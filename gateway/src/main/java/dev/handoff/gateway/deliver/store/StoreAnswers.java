package dev.handoff.gateway.deliver.store;

import dev.handoff.core.store.StoreAnswer;
import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.ResponseHead;
import java.time.Instant;
import java.util.OptionalLong;

/** What heads from the wire claim. */
public final class StoreAnswers {
  private StoreAnswers() {}

  /** Reads a head; {@code now} decides the century of old dates. */
  public static StoreAnswer of(ResponseHead head, Instant now) {
    BodyFraming framing = head.framing();
    boolean counted = framing == BodyFraming.LENGTH || framing == BodyFraming.NONE;
    return StoreAnswer.of(
        head.status(),
        head,
        counted ? OptionalLong.of(head.contentLength()) : OptionalLong.empty(),
        framing == BodyFraming.UNTIL_CLOSE,
        now);
  }
}
