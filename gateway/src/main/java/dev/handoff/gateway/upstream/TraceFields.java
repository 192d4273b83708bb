package dev.handoff.gateway.upstream;

import dev.handoff.gateway.http1.RequestHead;
import java.util.Set;

/**
 * Fields that name one request for logs and traces, so that they differ where nothing else does.
 * Only exact names: whatever else might carry a permission tells requests apart.
 */
final class TraceFields {
  /** Lower case; made by clients, balancers and tracing agents. */
  private static final Set<String> NAMES =
      Set.of(
          "x-request-id",
          "traceparent",
          "tracestate",
          "b3",
          "x-b3-traceid",
          "x-b3-spanid",
          "x-b3-parentspanid",
          "x-b3-sampled",
          "x-b3-flags",
          "x-amzn-trace-id",
          "x-cloud-trace-context");

  private TraceFields() {}

  /** Whether field {@code i} is one of them. */
  static boolean contain(RequestHead head, int i) {
    int length = head.nameEnd(i) - head.nameStart(i);
    if (length < 2 || length > 21) {
      return false;
    }
    int first = head.octets()[head.nameStart(i)] | 0x20;
    boolean possible = first == 'x' || first == 't' || first == 'b';
    return possible && NAMES.contains(head.nameText(i).toLowerCase(java.util.Locale.ROOT));
  }
}
