package dev.handoff.gateway.deliver.store.rules;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.Joined;
import dev.handoff.core.remote.Origin;
import dev.handoff.core.remote.Place;
import dev.handoff.core.remote.Reference;
import dev.handoff.core.remote.RemoteUrl;
import dev.handoff.gateway.config.HttpStore;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.config.StoreBase;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An {@code http} location: URLs that {@code allow} covers, or everything below {@code base}.
 *
 * <p>Redirects may go where targets may; from a {@code base} anywhere on its own origin and where
 * {@code allow} says. Never from https to http.
 */
public final class HttpRules implements TargetRules {
  private final String location;
  private final StoreAccess access;
  private final int mostRedirects;
  private final Optional<Octets> base;
  private final List<Place> targets;
  private final List<Place> redirects;

  private HttpRules(String location, HttpStore store) {
    this.location = location;
    this.access = store.access();
    this.mostRedirects = store.followRedirects();
    this.base = store.base().map(own -> Octets.utf8(origin(own) + own.path()));
    List<Place> allowed = store.allow().stream().map(Place::of).toList();
    Optional<Place> own = store.base().map(base -> Place.own(origin(base), base.path()));
    this.targets = own.map(List::of).orElse(allowed);
    List<Place> onward = new ArrayList<>(allowed);
    own.ifPresent(place -> onward.addFirst(place.wholeOrigin()));
    this.redirects = List.copyOf(onward);
  }

  public static TargetRules of(InternalLocation.Http location) {
    return new HttpRules(location.prefix(), location.store());
  }

  private static Origin origin(StoreBase base) {
    return new Origin(base.https(), base.host(), base.port());
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public StoreAccess access() {
    return access;
  }

  @Override
  public int mostRedirects() {
    return mostRedirects;
  }

  @Override
  public Judgement below(Octets path, Optional<Octets> query) {
    Optional<Octets> url =
        base.isEmpty()
            ? RemoteForm.url(path, query)
            : Optional.of(
                Joined.of(
                    base.get(),
                    path,
                    Octets.utf8(query.isPresent() ? "?" : ""),
                    query.orElse(Octets.EMPTY)));
    return url.isEmpty()
        ? new Judgement.Refused(502, "below " + location + " belongs http/HOST/PATH or https/…")
        : judge(RemoteUrl.read(url.get()));
  }

  @Override
  public Judgement url(HandoffTarget.AbsoluteUrl url) {
    return judge(RemoteUrl.read(url));
  }

  private Judgement judge(RemoteUrl.Reading reading) {
    return switch (reading) {
      case RemoteUrl.Reading.Refused(boolean unsafe, String reason) ->
          new Judgement.Refused(unsafe ? 404 : 502, reason);
      case RemoteUrl.Reading.Accepted(RemoteUrl url) -> judge(url, targets);
    };
  }

  @Override
  public Judgement redirect(StoreTarget from, Octets to) {
    Octets whole = Reference.resolve(from.origin(), from.target(), to);
    return switch (RemoteUrl.read(whole)) {
      case RemoteUrl.Reading.Refused(boolean _, String reason) ->
          new Judgement.Refused(502, "redirected to a URL with " + reason);
      case RemoteUrl.Reading.Accepted(RemoteUrl url)
          when from.origin().https() && !url.origin().https() ->
          new Judgement.Refused(502, "redirected from https to " + url.origin());
      case RemoteUrl.Reading.Accepted(RemoteUrl url) -> judge(url, redirects);
    };
  }

  private Judgement judge(RemoteUrl url, List<Place> places) {
    for (Place place : places) {
      if (place.covers(url)) {
        return new Judgement.Allowed(
            new StoreTarget(
                this,
                url.origin(),
                url.target(),
                place.privateToo() || access.privateAddresses(),
                Optional.empty()));
      }
    }
    return new Judgement.Refused(502, url + " is not allowed by " + location);
  }

  @Override
  public String text() {
    return targets.stream().map(Place::toString).collect(Collectors.joining(", ", "http ", ""));
  }
}
