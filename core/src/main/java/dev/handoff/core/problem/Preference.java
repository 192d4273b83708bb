package dev.handoff.core.problem;

import dev.handoff.core.fields.Weighted;
import java.util.List;

/** HTML or JSON, by Accept (RFC 9110 §12.5.1). */
final class Preference {
  private static final List<String> HTML = List.of("text/html", "application/xhtml+xml");
  private static final List<String> JSON = List.of("application/problem+json", "application/json");
  private static final int UNSAID = -1;

  private Preference() {}

  /**
   * HTML only for who asks for it, and does not ask for JSON just as much. A wildcard asks for
   * nothing; where it alone covers JSON, its weight still counts against HTML.
   */
  static boolean isHtml(List<String> accept) {
    if (accept.isEmpty()) {
      return false;
    }
    List<Weighted> members = Weighted.members(accept);
    int html = Math.max(best(members, HTML), weight(members, "text/*"));
    int json = best(members, JSON);
    if (json != UNSAID) {
      return html > json;
    }
    int anything = Math.max(weight(members, "application/*"), weight(members, "*/*"));
    return html > 0 && html >= anything;
  }

  private static int best(List<Weighted> members, List<String> values) {
    int best = UNSAID;
    for (String value : values) {
      best = Math.max(best, weight(members, value));
    }
    return best;
  }

  private static int weight(List<Weighted> members, String value) {
    for (Weighted member : members) {
      if (member.value().equals(value)) {
        return member.weight();
      }
    }
    return UNSAID;
  }
}
