package dev.handoff.testkit.delivery;

import dev.handoff.core.fields.FieldList;
import dev.handoff.testkit.exchange.Answer;
import dev.handoff.testkit.exchange.Exchange;
import dev.handoff.testkit.exchange.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a cache that serves several users may store an answer (RFC 9111 §3, §3.5). */
final class Privacy {
  private final Delivery delivery;

  Privacy(Delivery delivery) {
    this.delivery = delivery;
  }

  void check() throws Unmet {
    Exchange whole = delivery.whole();
    refuseShared(whole);
    Request get = delivery.request("GET");
    refuseShared(delivery.ask(get.with("Range", "bytes=0-0")));
    Optional<Request> condition = Again.conditional(get, whole.answer());
    if (condition.isPresent()) {
      Exchange unchanged = delivery.ask(condition.get());
      // Without a word of its own, what was stored keeps the words that came with the 200.
      if (unchanged.answer().status() != 304 || !directives(unchanged.answer()).isEmpty()) {
        refuseShared(unchanged);
      }
    }
  }

  private static void refuseShared(Exchange exchange) throws Unmet {
    Answer answer = exchange.answer();
    for (String targeted : List.of("CDN-Cache-Control", "Surrogate-Control")) {
      List<String> values = members(answer.values(targeted));
      Unmet.ifNot(
          values.isEmpty() || values.contains("no-store") || values.contains("private"),
          "may be stored by a shared cache: " + targeted + " overrides Cache-Control (RFC 9213)",
          exchange,
          "remove " + targeted + " from what belongs to one user.");
    }
    List<String> directives = directives(answer);
    if (directives.contains("private")) {
      return;
    }
    // "must-understand" lifts no-store for caches that know the status (RFC 9111 §5.2.2.3).
    if (directives.contains("no-store") && !directives.contains("must-understand")) {
      return;
    }
    if (exchange.request().sends("Authorization")
        && directives.stream()
            .noneMatch(d ->
                d.equals("public") || d.equals("must-revalidate") || d.startsWith("s-maxage"))) {
      return;
    }
    throw new Unmet(
        "may be stored by a shared cache: the " + answer.status() + " " + why(answer, directives),
        exchange,
        "send Cache-Control: private, no-cache (what Handoff says by default), or no-store. no-cache"
            + " alone lets every cache keep it.");
  }

  private static String why(Answer answer, List<String> directives) {
    Optional<String> field = answer.field("Cache-Control");
    if (field.isEmpty()) {
      return "says nothing about caching, and caches may guess (RFC 9111 §4.2.2)";
    }
    if (directives.stream().anyMatch(directive -> directive.startsWith("private="))) {
      return "keeps single fields private, not the content";
    }
    return "does not say private";
  }

  private static List<String> directives(Answer answer) {
    return members(answer.values("Cache-Control"));
  }

  private static List<String> members(List<String> lines) {
    return FieldList.members(lines).stream()
        .map(member -> member.strip().toLowerCase(Locale.ROOT))
        .toList();
  }
}
