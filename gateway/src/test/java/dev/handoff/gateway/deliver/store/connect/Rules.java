package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.Origin;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.deliver.store.RequestSigner;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Rules that let any URL through, so that what the client itself refuses can be seen.
 *
 * @param privateToo which origins may have private addresses
 * @param signer of every target whose origin {@code signed} accepts
 */
record Rules(
    String location,
    StoreAccess access,
    int mostRedirects,
    Predicate<Origin> privateToo,
    Optional<RequestSigner> signer,
    Predicate<Origin> signed)
    implements TargetRules {

  static Rules open() {
    return new Rules("/_remote/", StoreAccess.DEFAULT, 3, _ -> true, Optional.empty(), _ -> true);
  }

  /** Only public addresses may be connected to. */
  Rules strict() {
    return new Rules(location, access, mostRedirects, _ -> false, signer, signed);
  }

  Rules at(String other) {
    return new Rules(other, access, mostRedirects, privateToo, signer, signed);
  }

  Rules with(StoreAccess other) {
    return new Rules(location, other, mostRedirects, privateToo, signer, signed);
  }

  Rules redirects(int most) {
    return new Rules(location, access, most, privateToo, signer, signed);
  }

  Rules privateFor(Predicate<Origin> origins) {
    return new Rules(location, access, mostRedirects, origins, signer, signed);
  }

  Rules signing(RequestSigner with, Predicate<Origin> origins) {
    return new Rules(location, access, mostRedirects, privateToo, Optional.of(with), origins);
  }

  /** The target of a URL; octets of its path and query stay as they are. */
  StoreTarget target(String url) {
    int path = url.indexOf('/', url.indexOf("//") + 2);
    URI origin = URI.create(path < 0 ? url : url.substring(0, path));
    boolean https = origin.getScheme().equals("https");
    String host = origin.getHost().replaceAll("[\\[\\]]", "");
    int port = origin.getPort() < 0 ? (https ? 443 : 80) : origin.getPort();
    Origin of = new Origin(https, host, port);
    return new StoreTarget(
        this,
        of,
        Octets.wrap(dev.handoff.gateway.wire.Octets.latin1(path < 0 ? "/" : url.substring(path))),
        privateToo.test(of),
        signer.filter(_ -> signed.test(of)));
  }

  @Override
  public Judgement redirect(StoreTarget from, Octets location) {
    String to = new String(location.toByteArray(), java.nio.charset.StandardCharsets.ISO_8859_1);
    if (to.contains("refused")) {
      return new Judgement.Refused(502, "no rule allows refused.example");
    }
    return new Judgement.Allowed(target(to.startsWith("/") ? from.origin() + to : to));
  }

  @Override
  public Judgement below(Octets path, Optional<Octets> query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Judgement url(HandoffTarget.AbsoluteUrl url) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String text() {
    return location;
  }
}
