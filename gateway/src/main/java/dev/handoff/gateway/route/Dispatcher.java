package dev.handoff.gateway.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.fields.Field;
import dev.handoff.core.links.LinkQuery;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.UriPath;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.deliver.PublicFiles;
import dev.handoff.gateway.deliver.Refusals;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.ExplainTokens;
import dev.handoff.gateway.exchange.RequestHandler;
import dev.handoff.gateway.exchange.Trace;
import dev.handoff.gateway.http1.Authority;
import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.limit.DeliveryGate;
import dev.handoff.gateway.limit.FileIdentity;
import dev.handoff.gateway.reuse.Reuse;
import dev.handoff.gateway.upstream.AnswerHandler;
import dev.handoff.gateway.upstream.AppRequest;
import dev.handoff.gateway.upstream.AppTargets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends each request of a client to its location. Immutable, shared by all loops. */
public final class Dispatcher implements RequestHandler {
  private static final List<Field> ALLOW =
      List.of(new Field("Allow", "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS"));

  private final Routes routes;
  private final PublicFiles files;
  private final LinkHandler links;
  private final AnswerHandler answers;
  private final Reuse reuse;
  private final Optional<Secret> explain;
  private final ExplainTokens tokens;
  private final DeliveryGate gate;

  public Dispatcher(
      Routes routes,
      PublicFiles files,
      LinkHandler links,
      AnswerHandler answers,
      Reuse reuse,
      Optional<Secret> explain,
      ExplainTokens tokens,
      DeliveryGate gate) {
    this.routes = routes;
    this.files = files;
    this.links = links;
    this.answers = answers;
    this.reuse = reuse;
    this.explain = explain;
    this.tokens = tokens;
    this.gate = gate;
  }

  @Override
  public void handle(Exchange exchange) {
    RequestHead head = exchange.request();
    traceIfAsked(exchange, head);
    if (head.method() == RequestHead.Method.CONNECT || head.method() == RequestHead.Method.TRACE) {
      Refusals.answer(exchange, 405, ALLOW);
      return;
    }
    byte[] octets = head.octets();
    int from = head.targetStart();
    int to = head.targetEnd();
    String authority = null;
    if (octets[from] != '/') {
      int path = pathOfAbsoluteForm(octets, from, to);
      if (path < 0) {
        exchange.record().note("a target in neither origin-form nor absolute-form");
        Refusals.answer(exchange, 400);
        return;
      }
      int start = authorityStart(octets, from, to);
      authority = new String(octets, start, path - start, ISO_8859_1);
      from = path;
    }
    int question = from;
    while (question < to && octets[question] != '?') {
      question++;
    }
    // http://host without a path means its root (RFC 9110 §4.2.3).
    UriPath path =
        question == from && authority != null
            ? UriPath.of(new byte[] {'/'}, 0, 1)
            : UriPath.of(octets, from, question);
    String host = authority == null ? HostName.of(head) : HostName.of(authority);
    switch (path) {
      case UriPath.Refused refused -> {
        exchange.record().note(refused.reason());
        Refusals.answer(exchange, refused.status());
      }
      case UriPath.Accepted accepted -> {
        Route route = route(accepted, host);
        if (exchange.record().isTraced()) {
          exchange.record().step("route", accepted.forRouting() + " -> " + route.text());
        }
        Optional<Octets> query =
            question < to ? Optional.of(Octets.copyOf(octets, question + 1, to)) : Optional.empty();
        go(exchange, route, accepted, query, authority);
      }
    }
  }

  /** One route for both readings of a path, or none: apps and folders read paths differently. */
  private Route route(UriPath.Accepted path, String host) {
    Route route = routes.select(path.forRouting(), host);
    if (path instanceof UriPath.Plain) {
      return route;
    }
    return routes.select(path.fullyNormalised(), host).equals(route) ? route : Route.None.NONE;
  }

  private void go(
      Exchange exchange,
      Route route,
      UriPath.Accepted path,
      Optional<Octets> query,
      @Nullable String authority) {
    switch (route) {
      case Route.ToApp to -> forward(exchange, to, path, query, authority);
      case Route.ToPublic to -> servePublic(exchange, to, path.decodedBelow(to.segments()));
      case Route.ToLinked to -> links.serve(exchange, to, path, query);
      case Route.ToInternal _ -> {
        exchange.record().step("route", "an internal location does not exist for clients");
        Refusals.answer(exchange, 404);
      }
      case Route.None _ -> Refusals.answer(exchange, 404);
      case Route.OtherHost _ -> Refusals.answer(exchange, 421);
    }
  }

  private void servePublic(Exchange exchange, Route.ToPublic to, Octets name) {
    if (!gate.limitsFiles()) {
      files.serve(exchange, to.location(), to.root(), name);
      return;
    }
    gate.enter(
        exchange,
        Optional.empty(),
        () -> FileIdentity.of(to.root(), name),
        Optional.empty(),
        paced -> files.serve(paced, to.location(), to.root(), name),
        retryAfter -> Refusals.answer(exchange, 429, List.of(retryAfter)));
  }

  private void forward(
      Exchange exchange,
      Route.ToApp to,
      UriPath.Accepted path,
      Optional<Octets> query,
      @Nullable String authority) {
    AppConfig app = to.app().config();
    RequestHead head = exchange.request();
    if (head.framing() == BodyFraming.LENGTH
        && app.maxUpload().isPresent()
        && head.contentLength() > app.maxUpload().getAsLong()) {
      exchange.record().note("the upload is over max_upload");
      Refusals.answer(exchange, 413);
      return;
    }
    Octets target =
        app.stripPrefix().isPresent() || authority != null
            ? AppTargets.of(app, path.raw(), query)
            : null;
    AppRequest request = new AppRequest(target, authority, false, hides(app, head, path));
    reuse.ask(exchange, to.app(), request, answers);
  }

  /** Conditions and ranges are hidden on GET and HEAD only: on PUT they are the app's business. */
  private static boolean hides(AppConfig app, RequestHead head, UriPath.Accepted path) {
    if (head.method() != RequestHead.Method.GET && head.method() != RequestHead.Method.HEAD) {
      return false;
    }
    if (app.conditionals().hide()) {
      return true;
    }
    for (String prefix : app.conditionals().hidePaths()) {
      if (path.forRouting().startsWith(Octets.utf8(prefix))) {
        return true;
      }
    }
    return false;
  }

  private void traceIfAsked(Exchange exchange, RequestHead head) {
    boolean possible = explain.isPresent() || tokens.areWaiting();
    int i = possible ? head.indexOf(FieldName.HANDOFF_EXPLAIN, 0) : -1;
    if (i >= 0 && mayExplain(head.valueOctets(i))) {
      exchange
          .record()
          .trace(new Trace(head.methodText() + " " + LinkQuery.withoutLinks(head.target())));
    }
  }

  private boolean mayExplain(byte[] shown) {
    return explain.filter(secret -> secret.matches(shown)).isPresent() || tokens.take(shown);
  }

  private static int authorityStart(byte[] octets, int from, int to) {
    for (String scheme : new String[] {"http://", "https://"}) {
      if (to - from > scheme.length()
          && new String(octets, from, scheme.length(), ISO_8859_1).equalsIgnoreCase(scheme)) {
        return from + scheme.length();
      }
    }
    return -1;
  }

  /** Where the path begins in {@code http://authority/path}; -1 when that is not the form. */
  private static int pathOfAbsoluteForm(byte[] octets, int from, int to) {
    int start = authorityStart(octets, from, to);
    if (start < 0) {
      return -1;
    }
    int end = start;
    while (end < to && octets[end] != '/' && octets[end] != '?') {
      end++;
    }
    return Authority.isValid(octets, start, end) ? end : -1;
  }
}
