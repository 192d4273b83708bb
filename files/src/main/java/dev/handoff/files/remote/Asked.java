package dev.handoff.files.remote;

import dev.handoff.core.fields.Field;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.core.remote.RemoteUrl;
import dev.handoff.core.store.StoreAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One question to a store, through its redirects, and the answer at the end of them. */
record Asked(RemoteClient.Call call, RemoteClient.Head head, StoreAnswer answer) {

  /**
   * Asks; each hop is judged as if the app had named it.
   *
   * @param running hears of each call before it begins, so that somebody else can abort it
   */
  static Asked of(
      RemoteClient client,
      RemoteRules rules,
      RemoteUrl url,
      List<Field> fields,
      java.util.function.Consumer<RemoteClient.Call> running)
      throws RemoteFailure {
    List<RemoteUrl> way = new ArrayList<>(List.of(url));
    RemoteUrl here = url;
    while (true) {
      RemoteClient.Call call = client.call(here, fields);
      running.accept(call);
      RemoteClient.Head head = call.ask();
      if (!isRedirect(head.status())) {
        Instant now = Instant.now();
        return new Asked(
            call,
            head,
            StoreAnswer.of(
                head.status(), head.fields(), head.length(), head.endsWithConnection(), now));
      }
      call.abort();
      here = next(rules, here, head);
      boolean loop = way.contains(here);
      way.add(here);
      if (loop || way.size() > rules.mostRedirects() + 1) {
        throw new RemoteFailure(
            502,
            (loop ? "a redirect loop: " : "more than " + rules.mostRedirects() + " redirects: ")
                + way.stream()
                    .map(hop -> hop.origin().toString())
                    .collect(Collectors.joining(" → ")));
      }
    }
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private static RemoteUrl next(RemoteRules rules, RemoteUrl from, RemoteClient.Head head)
      throws RemoteFailure {
    List<String> locations = head.fields().lines("Location");
    if (locations.size() != 1) {
      throw new RemoteFailure(
          502, from.origin() + " redirects to " + (locations.isEmpty() ? "nowhere" : "two places"));
    }
    Octets location = Octets.wrap(locations.get(0).getBytes(StandardCharsets.ISO_8859_1));
    RemoteRules.Judgement judgement = rules.redirect(from, location);
    if (judgement instanceof RemoteRules.Judgement.Refused refused) {
      throw new RemoteFailure(502, from.origin() + " redirects: " + refused.reason());
    }
    return ((RemoteRules.Judgement.Allowed) judgement).url();
  }
}
