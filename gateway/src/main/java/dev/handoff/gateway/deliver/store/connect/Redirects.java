package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules.Judgement;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.ResponseHead;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The way of one request from redirect to redirect (RFC 9110 §15.4).
 *
 * <p>Each hop is judged by the location's rules, as if the app had named it; from HTTPS no hop
 * leads to HTTP. What it says names origins, never paths or queries: a Location may carry a
 * signature.
 */
final class Redirects {
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

  private final List<StoreTarget> behind = new ArrayList<>();

  /** Where to go now. */
  sealed interface Next {
    record To(StoreTarget target) implements Next {}

    /**
     * @param reason for the log
     */
    record Stop(String reason) implements Next {}
  }

  Redirects(StoreTarget first) {
    behind.add(first);
  }

  static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /** Judges the redirect {@code head} of {@code from}, who was asked last. */
  Next next(StoreTarget from, ResponseHead head) {
    int most = from.rules().mostRedirects();
    if (most == 0) {
      return new Next.Stop(
          from.origin() + " redirects (" + head.status() + "); follow_redirects is 0");
    }
    int location = head.indexOf(FieldName.LOCATION, 0);
    if (location < 0) {
      return new Next.Stop(
          from.origin() + " redirects (" + head.status() + ") to nowhere" + region(head));
    }
    if (head.indexOf(FieldName.LOCATION, location + 1) >= 0) {
      return new Next.Stop(from.origin() + " redirects to two places at once");
    }
    if (behind.size() > most) {
      return new Next.Stop("more than " + most + " redirects: " + way());
    }
    return switch (from.rules().redirect(from, Octets.wrap(head.valueOctets(location)))) {
      case Judgement.Refused refused ->
          new Next.Stop(from.origin() + " redirects: " + refused.reason());
      case Judgement.Allowed allowed -> checked(from, allowed.target());
    };
  }

  /** S3 says only so that a bucket is in another region when it does not know how it was asked. */
  private static String region(ResponseHead head) {
    return head.lines("x-amz-bucket-region").stream()
        .filter(REGION.asMatchPredicate())
        .findFirst()
        .map(region -> "; its bucket is in region " + region)
        .orElse("");
  }

  private Next checked(StoreTarget from, StoreTarget to) {
    if (from.origin().https() && !to.origin().https()) {
      return new Next.Stop(from.origin() + " redirects from HTTPS to " + to.origin());
    }
    boolean loop =
        behind.stream()
            .anyMatch(earlier ->
                earlier.origin().equals(to.origin()) && earlier.target().equals(to.target()));
    behind.add(to);
    return loop ? new Next.Stop("a redirect loop: " + way()) : new Next.To(to);
  }

  private String way() {
    return behind.stream().map(hop -> hop.origin().toString()).collect(Collectors.joining(" → "));
  }
}
