package dev.handoff.gateway.handoff;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.deliver.store.TargetRules.Judgement;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.route.HostName;
import dev.handoff.gateway.route.Route;
import dev.handoff.gateway.route.Routes;
import dev.handoff.gateway.upstream.App;
import dev.handoff.gateway.upstream.AppRequest;
import dev.handoff.gateway.upstream.AppTargets;
import dev.handoff.gateway.upstream.Forwarding;
import java.util.Optional;
import java.util.OptionalInt;

/** Follows a handoff to its location, if the app may name it, and has the file delivered. */
public final class HandoffTargets {
  private final Routes routes;
  private final Locations locations;
  private final Limits limits;

  public HandoffTargets(Routes routes, Locations locations, Limits limits) {
    this.routes = routes;
    this.locations = locations;
    this.limits = limits;
  }

  /** Follows a URI of this gateway. */
  void deliver(
      Exchange exchange,
      App app,
      Handover handover,
      HandoffTarget.InternalUri uri,
      HandoffAnswers next) {
    Search search = new Search(locations, exchange, handover);
    Route route = routes.select(uri.path(), HostName.of(exchange.request()));
    if (exchange.record().isTraced()) {
      exchange
          .record()
          .step("target", uri.path() + " -> " + route.text() + granted(app.config(), route));
    }
    switch (route) {
      case Route.ToInternal to -> {
        OptionalInt illegal = illegalFor(to, uri);
        if (!mayDeliver(app.config(), to)) {
          search.refuse(502, ungranted(app.config(), to));
        } else if (illegal.isPresent()) {
          search.refuse(
              502,
              "an octet that a URL cannot carry at octet "
                  + illegal.getAsInt()
                  + " of the target to "
                  + to.location().prefix());
        } else {
          search.in(to, Rest.of(uri, to.segments()));
        }
      }
      case Route.ToPublic to -> search.in(to, uri.pathBelow(to.segments()));
      case Route.ToApp to -> {
        Octets target = AppTargets.of(to.app().config(), uri.rawPath(), uri.rawQuery());
        AppRequest request =
            new AppRequest(target, null, true, to.app().config().conditionals().hide());
        Forwarding.start(exchange, to.app(), request, limits, next);
      }
      case Route.ToLinked to ->
          search.refuse(
              502,
              "may not deliver from "
                  + to.prefix()
                  + ", which is for signed links; name "
                  + to.to().location().prefix());
      case Route.None _, Route.OtherHost _ -> search.refuse(502, "no location has " + uri.path());
    }
  }

  /** What goes to a web server goes there octet for octet, so it has to be able to. */
  private static OptionalInt illegalFor(Route.ToInternal to, HandoffTarget.InternalUri uri) {
    return to.location() instanceof InternalLocation.Http
        ? uri.firstIllegalForRemote()
        : OptionalInt.empty();
  }

  private static String granted(AppConfig app, Route route) {
    if (!(route instanceof Route.ToInternal to)) {
      return "";
    }
    return (mayDeliver(app, to) ? ", granted to app " : ", not granted to app ") + app.name();
  }

  private static String ungranted(AppConfig app, Route.ToInternal to) {
    return "may not deliver from "
        + to.location().prefix()
        + "; grant it with apps."
        + app.name()
        + ".may_deliver";
  }

  /** Follows a URL to the first location that lets the app name it. */
  void deliver(Exchange exchange, App app, Handover handover, HandoffTarget.AbsoluteUrl url) {
    Search search = new Search(locations, exchange, handover);
    Optional<Judgement.Refused> last = Optional.empty();
    for (Route.ToInternal to : locations.all()) {
      if (to instanceof Route.ToStore store
          && to.location() instanceof InternalLocation.Http
          && mayDeliver(app.config(), to)) {
        Judgement judgement = store.rules().url(url);
        if (!(judgement instanceof Judgement.Refused refused)) {
          search.at(store, judgement);
          return;
        }
        last = Optional.of(refused);
      }
    }
    if (last.isEmpty()) {
      search.refuse(502, "there is no `http` location that it may deliver URLs from");
    } else {
      search.refuse(last.get().status(), last.get().reason());
    }
  }

  /** Follows a path on the app's disk. */
  void deliver(Exchange exchange, App app, Handover handover, HandoffTarget.FilePath path) {
    Search search = new Search(locations, exchange, handover);
    for (Route.ToInternal to : locations.all()) {
      if (to instanceof Route.ToFolder folder && mayDeliver(app.config(), to)) {
        Optional<Octets> below = path.below(Octets.utf8(folder.location().root().toString()));
        if (below.isPresent()) {
          search.in(to, Rest.ofFile(below.get()));
          return;
        }
      }
    }
    search.refuse(
        502, "the path \"" + path.path() + "\" is in no location the app may deliver from");
  }

  private static boolean mayDeliver(AppConfig app, Route.ToInternal to) {
    return app.mayDeliver().contains(to.location().prefix());
  }
}
