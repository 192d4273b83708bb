package dev.handoff.gateway.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.ConnectionOptions;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the request an app gets: the client's target octet for octet, its fields by explicit
 * rules, and ours, one line each.
 */
public final class RequestWriter {
  private static final int CRLF = '\r' << 8 | '\n';
  private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(ISO_8859_1);
  private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n".getBytes(ISO_8859_1);
  private static final byte[] VIA = "Via: 1.1 handoff\r\n".getBytes(ISO_8859_1);
  private static final byte[] UPGRADE =
      "Connection: Upgrade\r\nUpgrade: websocket\r\n".getBytes(ISO_8859_1);

  private RequestWriter() {}

  /** What a head is written for. */
  private enum For {
    /** The app. */
    APP,
    /** Telling whether two requests are the same to the app. */
    COMPARISON
  }

  static void write(ByteBuf out, Exchange exchange, App app, AppRequest request) {
    lines(out, exchange, request, For.APP);
    out.writeBytes(app.introduction().lines());
    end(out, exchange.request(), request);
  }

  /**
   * Writes what tells an app's requests apart: the head it would get, octet for octet, but for
   * fields that trace one request and the ports of X-Forwarded-For. What the gateway says of itself
   * is the same in all requests to one app, and left out.
   */
  public static void writeForComparison(ByteBuf out, Exchange exchange, AppRequest request) {
    lines(out, exchange, request, For.COMPARISON);
    end(out, exchange.request(), request);
  }

  private static void lines(ByteBuf out, Exchange exchange, AppRequest request, For purpose) {
    RequestHead head = exchange.request();
    requestLine(out, head, request);
    host(out, head, request.host());
    fields(out, head, request, exchange.client().trusted(), purpose);
    forwarding(out, exchange, request.host(), purpose);
    out.writeBytes(VIA);
  }

  private static void end(ByteBuf out, RequestHead head, AppRequest request) {
    if (!request.asGet()) {
      framing(out, head);
    }
    if (asksForWebSocket(head)) {
      out.writeBytes(UPGRADE);
    }
    out.writeShort(CRLF);
  }

  /** Whether the client asks for a WebSocket and nothing else (RFC 6455 §4.1). */
  public static boolean asksForWebSocket(RequestHead head) {
    int i = head.indexOf(FieldName.UPGRADE, 0);
    return i >= 0
        && head.indexOf(FieldName.UPGRADE, i + 1) < 0
        && head.method() == RequestHead.Method.GET
        && head.isVersionOneOne()
        && head.framing() == BodyFraming.NONE
        && head.valueIs(i, "websocket")
        && ConnectionOptions.name(head, i);
  }

  private static void requestLine(ByteBuf out, RequestHead head, AppRequest request) {
    if (request.asGet()) {
      ByteBufUtil.writeAscii(out, head.method() == RequestHead.Method.HEAD ? "HEAD" : "GET");
    } else {
      out.writeBytes(head.octets(), head.methodStart(), head.methodEnd() - head.methodStart());
    }
    out.writeByte(' ');
    Octets target = request.target();
    if (target == null) {
      out.writeBytes(head.octets(), head.targetStart(), head.targetEnd() - head.targetStart());
    } else {
      out.writeBytes(target.toByteArray());
    }
    out.writeBytes(VERSION);
  }

  private static void host(ByteBuf out, RequestHead head, @Nullable String replaced) {
    out.writeBytes(FieldName.HOST.linePrefix());
    int i = head.indexOf(FieldName.HOST, 0);
    if (replaced != null) {
      ByteBufUtil.writeAscii(out, replaced);
    } else if (i >= 0) {
      out.writeBytes(head.octets(), head.valueStart(i), head.valueEnd(i) - head.valueStart(i));
    } else {
      // HTTP/1.0 without Host: HTTP/1.1 wants the field, and an empty one claims nothing.
    }
    out.writeShort(CRLF);
  }

  private static void fields(
      ByteBuf out, RequestHead head, AppRequest request, boolean trusted, For purpose) {
    boolean named = ConnectionOptions.nameFields(head);
    for (int i = 0; i < head.fieldCount(); i++) {
      FieldName name = head.name(i);
      if (name != null && !crosses(name, request, trusted)) {
        continue;
      }
      if (named && ConnectionOptions.name(head, i)) {
        continue;
      }
      if (purpose == For.COMPARISON && name == null && TraceFields.contain(head, i)) {
        continue;
      }
      head.copyLine(i, out);
    }
  }

  private static boolean crosses(FieldName name, AppRequest request, boolean trusted) {
    return switch (name.kind()) {
      case PLAIN ->
          name != FieldName.HOST
              && !(request.asGet() && (name == FieldName.EXPECT || name == FieldName.TRAILER));
      case FRAMING, HOP_BY_HOP, CONTROL -> false;
      case CONDITION -> !request.hideConditions();
      // These four are written anew below; what else a trusted proxy said goes on as it is.
      case FORWARDING -> trusted && name == FieldName.OTHER_FORWARDED;
    };
  }

  /** Names of a client's fields that an app does not get as they came, for a trace. */
  public static List<String> withheld(Exchange exchange, AppRequest request) {
    RequestHead head = exchange.request();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < head.fieldCount(); i++) {
      FieldName name = head.name(i);
      boolean silent =
          name == FieldName.HOST
              || name == FieldName.HANDOFF_EXPLAIN
              || (name != null && name.kind() == FieldName.Kind.FRAMING);
      boolean goes = name == null || crosses(name, request, exchange.client().trusted());
      if (!silent && (!goes || ConnectionOptions.name(head, i))) {
        names.add(head.nameText(i));
      }
    }
    return names;
  }

  private static void forwarding(
      ByteBuf out, Exchange exchange, @Nullable String host, For purpose) {
    RequestHead head = exchange.request();
    Client client = exchange.client();
    boolean trusted = client.trusted();
    String earlierFor = trusted ? join(head, FieldName.X_FORWARDED_FOR) : null;
    out.writeBytes(FieldName.X_FORWARDED_FOR.linePrefix());
    if (earlierFor != null) {
      String said =
          purpose == For.COMPARISON ? ForwardedAddresses.withoutPorts(earlierFor) : earlierFor;
      out.writeCharSequence(said, ISO_8859_1);
      ByteBufUtil.writeAscii(out, ", ");
    }
    ByteBufUtil.writeAscii(out, client.address());
    out.writeShort(CRLF);

    String realIp = trusted ? head.value(FieldName.X_REAL_IP) : null;
    line(out, FieldName.X_REAL_IP, realIp == null ? client.address() : realIp);
    String proto = trusted ? head.value(FieldName.X_FORWARDED_PROTO) : null;
    String ourProto = client.secure() ? "https" : "http";
    line(out, FieldName.X_FORWARDED_PROTO, proto == null ? ourProto : proto);
    String authority = host == null ? head.value(FieldName.HOST) : host;
    String forwardedHost = trusted ? head.value(FieldName.X_FORWARDED_HOST) : null;
    if (forwardedHost == null) {
      forwardedHost = authority;
    }
    if (forwardedHost != null) {
      line(out, FieldName.X_FORWARDED_HOST, forwardedHost);
    }
    forwarded(out, head, client, authority, ourProto);
  }

  /** RFC 7239: one element for this hop, behind those of trusted proxies. */
  private static void forwarded(
      ByteBuf out, RequestHead head, Client client, @Nullable String authority, String proto) {
    String earlier = client.trusted() ? join(head, FieldName.FORWARDED) : null;
    out.writeBytes(FieldName.FORWARDED.linePrefix());
    if (earlier != null) {
      out.writeCharSequence(earlier, ISO_8859_1);
      ByteBufUtil.writeAscii(out, ", ");
    }
    boolean v6 = client.address().indexOf(':') >= 0;
    ByteBufUtil.writeAscii(out, v6 ? "for=\"[" : "for=");
    ByteBufUtil.writeAscii(out, client.address());
    ByteBufUtil.writeAscii(out, v6 ? "]\"" : "");
    if (authority != null) {
      ByteBufUtil.writeAscii(out, ";host=\"");
      ByteBufUtil.writeAscii(out, authority);
      out.writeByte('"');
    }
    ByteBufUtil.writeAscii(out, ";proto=");
    ByteBufUtil.writeAscii(out, proto);
    out.writeShort(CRLF);
  }

  private static void framing(ByteBuf out, RequestHead head) {
    switch (head.framing()) {
      case CHUNKED -> out.writeBytes(CHUNKED);
      case LENGTH -> line(out, FieldName.CONTENT_LENGTH, Long.toString(head.contentLength()));
      case NONE -> {
        // "Content-Length: 0" of a POST is worth keeping: some apps answer 411 without it.
        if (head.has(FieldName.CONTENT_LENGTH)) {
          line(out, FieldName.CONTENT_LENGTH, "0");
        }
      }
      case UNTIL_CLOSE -> throw new IllegalStateException("no request is framed so");
    }
  }

  private static @Nullable String join(RequestHead head, FieldName name) {
    var lines = head.lines(name.text());
    return lines.isEmpty() ? null : String.join(", ", lines);
  }

  private static void line(ByteBuf out, FieldName name, String value) {
    out.writeBytes(name.linePrefix());
    out.writeCharSequence(value, ISO_8859_1);
    out.writeShort(CRLF);
  }
}
