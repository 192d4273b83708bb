package dev.handoff.gateway.handoff;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.route.Route;
import java.util.Optional;

/** Delivers what a signed link permits, as if an app had handed it off without another word. */
public final class LinkedFiles {
  private final Locations locations;

  public LinkedFiles(Locations locations) {
    this.locations = locations;
  }

  /**
   * Looks for a file and delivers it, or answers that there is none.
   *
   * @param name below the prefix, decoded once
   * @param query that was signed with the path, for stores
   */
  public void deliver(Exchange exchange, Route.ToLinked to, Octets name, Optional<Octets> query) {
    // A store gets the name in the one form that is signed, however the client spelt it.
    Octets path = Octets.utf8(PercentEncoding.encodePath(name));
    exchange.record().target(to.to().location().prefix() + path);
    Search search = new Search(locations, exchange, Handover.byLink());
    if (name.isEmpty() || name.at(name.length() - 1) == '/') {
      search.refuse(404, "a link leads to files, and this is a folder");
    } else if (to.to().location() instanceof InternalLocation.Http && isIllegal(path, query)) {
      search.refuse(404, "an octet that a URL cannot carry");
    } else {
      search.in(to.to(), new Rest(name, path, query));
    }
  }

  private static boolean isIllegal(Octets path, Optional<Octets> query) {
    return new HandoffTarget.InternalUri(path, path, query).firstIllegalForRemote().isPresent();
  }
}
