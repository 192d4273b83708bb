package dev.handoff.core.caching;

import dev.handoff.core.fields.Field;
import java.util.List;
import java.util.OptionalInt;

/** What our own cache did for a response (RFC 9211 §2). */
public enum CacheStatus {
  /** Answered without asking further. */
  HIT("hit"),
  /** Forwarded: nothing was kept for it. */
  URI_MISS("fwd=uri-miss"),
  /** Forwarded: what was kept was too old. */
  STALE("fwd=stale"),
  /** Forwarded: only some of the octets were kept. */
  PARTIAL("fwd=partial"),
  /** Forwarded: the method or the request's own fields forbid an answer from the cache. */
  REQUEST("fwd=request"),
  /** Forwarded: the cache is not used here. */
  BYPASS("fwd=bypass");

  private static final String CACHE = "handoff";

  private final String parameter;

  CacheStatus(String parameter) {
    this.parameter = parameter;
  }

  /** {@code Cache-Status}, our member behind those of the caches nearer to the origin. */
  public Field after(List<String> earlier) {
    return member("", earlier);
  }

  /**
   * {@code Cache-Status} of a request that was forwarded, with what came of it.
   *
   * @param status of the answer from beyond
   * @param stored the answer is kept
   * @param collapsed another request's answer was used, together with it
   */
  public Field forwarded(
      OptionalInt status, boolean stored, boolean collapsed, List<String> earlier) {
    StringBuilder more = new StringBuilder();
    status.ifPresent(code -> more.append("; fwd-status=").append(code));
    more.append(stored ? "; stored" : "").append(collapsed ? "; collapsed" : "");
    return member(more.toString(), earlier);
  }

  private Field member(String more, List<String> earlier) {
    String own = CACHE + "; " + parameter + more;
    return new Field(
        "Cache-Status", earlier.isEmpty() ? own : String.join(", ", earlier) + ", " + own);
  }
}
