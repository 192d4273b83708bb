package dev.handoff.gateway.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.fields.Field;
import dev.handoff.core.links.Link;
import dev.handoff.core.links.LinkScope;
import dev.handoff.core.links.LinkUse;
import dev.handoff.core.links.LinkVerdict;
import dev.handoff.core.links.Links;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.UriPath;
import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.LinksConfig;
import dev.handoff.gateway.deliver.Refusals;
import dev.handoff.gateway.exchange.AskingAddress;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.handoff.LinkedFiles;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.route.LinkHandler;
import dev.handoff.gateway.route.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Judges the link of a request before anything is looked for, and has delivered what it permits.
 * Immutable, shared by all loops.
 */
public final class LinkGate implements LinkHandler {
  private static final List<Field> NO_REFERRER = List.of(CachePolicy.NO_REFERRER);

  private final Links links;
  private final List<AddressRange> trusted;
  private final LinkedFiles files;
  private final InstantSource clock;

  private LinkGate(
      Links links, List<AddressRange> trusted, LinkedFiles files, InstantSource clock) {
    this.links = links;
    this.trusted = List.copyOf(trusted);
    this.files = files;
    this.clock = clock;
  }

  /**
   * The gate of a configuration.
   *
   * @param trusted proxies whose word on the client's address is taken
   */
  public static LinkHandler of(
      LinksConfig config, List<AddressRange> trusted, LinkedFiles files, InstantSource clock) {
    if (config.keys().isEmpty()) {
      // Without keys there are no paths either: nothing is routed here.
      return (exchange, _, _, _) -> Refusals.answer(exchange, 404);
    }
    Links links = Links.of(config.keys()).tolerating(config.tolerance());
    return new LinkGate(links, trusted, files, clock);
  }

  @Override
  public void serve(
      Exchange exchange, Route.ToLinked to, UriPath.Accepted path, Optional<Octets> query) {
    RequestHead.Method method = exchange.request().method();
    if (method != RequestHead.Method.GET && method != RequestHead.Method.HEAD) {
      Refusals.method(exchange);
      return;
    }
    String rawQuery = query.map(octets -> new String(octets.toByteArray(), ISO_8859_1)).orElse("");
    // Who asks is not known here: a link for a subject is good for whoever holds it.
    LinkUse use =
        new LinkUse(path.raw(), rawQuery, AskingAddress.of(exchange, trusted), Optional.empty());
    switch (links.verify(use, clock.instant())) {
      case LinkVerdict.Valid(Link link, String key) -> {
        exchange.record().linkKey(key);
        if (exchange.record().isTraced()) {
          exchange.record().step("link", "valid, key " + key + ", " + permits(link));
        }
        files.deliver(exchange, to, path.decodedBelow(to.segments()), signedQuery(link));
      }
      case LinkVerdict.Expired expired -> refuse(exchange, 410, "expired at " + expired.at());
      case LinkVerdict.Forged forged -> refuse(exchange, 403, forged.reason());
      case LinkVerdict.UnknownKey unknown ->
          refuse(exchange, 403, "no key is named \"" + unknown.id() + "\"");
    }
  }

  /** A folder's link says nothing of queries, so that none of a client's choice reaches a store. */
  private static Optional<Octets> signedQuery(Link link) {
    return link.scope() instanceof LinkScope.File file && !file.query().isEmpty()
        ? Optional.of(Octets.utf8(file.query()))
        : Optional.empty();
  }

  private static void refuse(Exchange exchange, int status, String reason) {
    exchange.record().note("link: " + reason);
    Refusals.answer(exchange, status, NO_REFERRER);
  }

  private static String permits(Link link) {
    String what =
        switch (link.scope()) {
          case LinkScope.File file -> "for " + file.path();
          case LinkScope.Folder folder -> "for everything below " + folder.path();
        };
    String who = link.subject().map(name -> ", made for " + name + " (not compared)").orElse("");
    String where = link.network().map(network -> ", from " + network.text()).orElse("");
    return "expires " + link.expires() + ", " + what + who + where;
  }
}
