package dev.handoff.core.coding;

import dev.handoff.core.fields.Weighted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What codings a client takes (RFC 9110 §12.5.3). */
public final class AcceptEncoding {
  private static final int UNSAID = -1;

  private AcceptEncoding() {}

  /**
   * The codings to prefer to identity, best first: by the client's weights, and among equals in the
   * order of {@link Coding}. Identity itself always remains as the last resort, even where the
   * client refuses it: a 406 would help nobody.
   *
   * @param lines of Accept-Encoding; none means identity, for a client that says nothing may be one
   *     that decodes nothing
   */
  public static List<Coding> preferred(List<String> lines) {
    if (lines.isEmpty()) {
      return List.of();
    }
    List<Weighted> members = Weighted.members(lines);
    int any = weight(members, "*");
    int identity = weight(members, "identity");
    Map<Coding, Integer> weights = new EnumMap<>(Coding.class);
    List<Coding> preferred = new ArrayList<>();
    for (Coding coding : Coding.values()) {
      int named = weight(members, coding.token());
      if (named == UNSAID && coding == Coding.GZIP) {
        named = weight(members, "x-gzip");
      }
      int weight = named == UNSAID ? any : named;
      weights.put(coding, weight);
      if (weight > 0 && weight >= identity) {
        preferred.add(coding);
      }
    }
    // The sort is stable: equals stay in our order.
    preferred.sort(Comparator.comparingInt(coding -> -weights.getOrDefault(coding, 0)));
    return preferred;
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
