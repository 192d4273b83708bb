package dev.handoff.gateway.listen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.gateway.config.EdgeConfig.Redirect;
import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.deliver.Refusals;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestHandler;
import dev.handoff.gateway.http1.Authority;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import java.util.function.IntSupplier;

/**
 * Sends plain HTTP on to HTTPS where the configuration says so: same host, path and query.
 *
 * <p>Not what a certificate authority asks for (RFC 8555 §8.3), and not what a trusted proxy
 * received over TLS itself: that would never end.
 */
final class ToHttps implements ConnectionSettings, RequestHandler {
  private static final int HTTPS = 443;
  private static final byte[] CHALLENGE = "/.well-known/acme-challenge/".getBytes(ISO_8859_1);
  private static final byte[] SCHEME = "http://".getBytes(ISO_8859_1);

  private final ConnectionSettings settings;
  private final EdgeSettings edge;
  private final IntSupplier listenerPort;

  /**
   * @param listenerPort of the first HTTPS listener; 0 when there is none
   */
  ToHttps(ConnectionSettings settings, EdgeSettings edge, IntSupplier listenerPort) {
    this.settings = settings;
    this.edge = edge;
    this.listenerPort = listenerPort;
  }

  @Override
  public RequestHandler handler() {
    return edge.redirect() instanceof Redirect.Off ? settings.handler() : this;
  }

  @Override
  public Limits limits() {
    return settings.limits();
  }

  @Override
  public Timeouts timeouts() {
    return settings.timeouts();
  }

  @Override
  public void finished(Exchange exchange) {
    settings.finished(exchange);
  }

  @Override
  public void handle(Exchange exchange) {
    RequestHead head = exchange.request();
    int port =
        switch (edge.redirect()) {
          case Redirect.Off() -> 0;
          case Redirect.ToListener() -> listenerPort.getAsInt();
          case Redirect.ToPort(int seen) -> seen;
        };
    if (port == 0 || isChallenge(head) || isSecureBefore(exchange)) {
      settings.handler().handle(exchange);
      return;
    }
    byte[] octets = head.octets();
    int from = head.targetStart();
    int to = head.targetEnd();
    int host = head.indexOf(FieldName.HOST, 0);
    int hostFrom = host < 0 ? 0 : head.valueStart(host);
    int hostTo = host < 0 ? 0 : head.valueEnd(host);
    if (startsWith(octets, from, to, SCHEME)) {
      hostFrom = from + SCHEME.length;
      hostTo = hostFrom;
      while (hostTo < to && "/?#".indexOf(octets[hostTo]) < 0) {
        hostTo++;
      }
      from = hostTo;
    } else if (from < to && octets[from] != '/') {
      exchange.record().note("a target that names no resource");
      Refusals.answer(exchange, 400);
      return;
    }
    int hostEnd = hostTo > hostFrom ? Authority.hostEnd(octets, hostFrom, hostTo) : -1;
    if (hostEnd <= hostFrom) {
      exchange.record().note("no host to redirect to");
      Refusals.answer(exchange, 400);
      return;
    }
    boolean read =
        head.method() == RequestHead.Method.GET || head.method() == RequestHead.Method.HEAD;
    AnswerHead out = exchange.answer(read ? 301 : 308);
    String path = new String(octets, from, to - from, ISO_8859_1);
    out.field(
            FieldName.LOCATION,
            "https://"
                + new String(octets, hostFrom, hostEnd - hostFrom, ISO_8859_1)
                + (port == HTTPS ? "" : ":" + port)
                + (path.startsWith("/") ? path : "/" + path))
        .number(FieldName.CONTENT_LENGTH, 0);
    exchange.record().step("edge", "plain HTTP is sent on to HTTPS");
    exchange.finish(out);
  }

  private static boolean isChallenge(RequestHead head) {
    return startsWith(head.octets(), head.targetStart(), head.targetEnd(), CHALLENGE);
  }

  private static boolean isSecureBefore(Exchange exchange) {
    return exchange.client().trusted()
        && "https".equalsIgnoreCase(exchange.request().value(FieldName.X_FORWARDED_PROTO));
  }

  private static boolean startsWith(byte[] octets, int from, int to, byte[] start) {
    if (to - from < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (octets[from + i] != start[i]) {
        return false;
      }
    }
    return true;
  }
}
