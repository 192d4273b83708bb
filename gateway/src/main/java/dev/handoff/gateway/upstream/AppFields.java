package dev.handoff.gateway.upstream;

import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.http1.ConnectionOptions;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.ResponseHead;

/** Which fields of an app's answer reach the client when it is passed on. */
public final class AppFields {
  private AppFields() {}

  /**
   * Whether field {@code i} may cross at all: not hop-by-hop, not framing, no control field, not
   * named by Connection. Date is the gateway's own.
   */
  public static boolean crosses(ResponseHead head, int i, boolean connectionNamesFields) {
    FieldName name = head.name(i);
    if (name != null && (name.kind() != FieldName.Kind.PLAIN || name == FieldName.DATE)) {
      return false;
    }
    return !connectionNamesFields || !ConnectionOptions.name(head, i);
  }

  /** Copies every field that crosses. */
  static void copyAll(ResponseHead from, AnswerHead to) {
    boolean named = ConnectionOptions.nameFields(from);
    for (int i = 0; i < from.fieldCount(); i++) {
      if (crosses(from, i, named)) {
        to.copy(from, i);
      }
    }
  }
}
