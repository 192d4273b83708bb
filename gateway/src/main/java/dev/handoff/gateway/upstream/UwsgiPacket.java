package dev.handoff.gateway.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import io.netty.buffer.ByteBuf;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The request as a uwsgi app gets it: one packet of variables, made of the very head that an HTTP
 * app would get, so that what is stripped, hidden and added is the same for both.
 *
 * <p>Names fold on the way ({@code X-User} becomes {@code HTTP_X_USER}), and what folds can be
 * forged. So a field whose name has anything but letters, digits and {@code -} is left out, several
 * lines of one name become one variable, {@code Proxy} never becomes {@code HTTP_PROXY}, and the
 * operator's params win over everything a client can say.
 *
 * <p>The format: a modifier (0 for WSGI, Rack and PSGI), the size of the rest in 16 bits, a second
 * modifier; then name and value of each variable, each behind its size. All little endian.
 */
final class UwsgiPacket {
  private static final int LARGEST = 65_535;
  private static final String CRLF = "\r\n";

  private final Map<String, String> variables = new LinkedHashMap<>();

  private UwsgiPacket() {}

  /**
   * @param head request line and field lines as {@link RequestWriter} writes them; read to its end
   * @param gathered the body when its length is not said in the head
   */
  static UwsgiPacket of(
      ByteBuf head,
      Exchange exchange,
      AppRequest request,
      @Nullable GatheredBody gathered,
      AppAddress.Uwsgi app) {
    RequestHead asked = exchange.request();
    UwsgiPacket packet = new UwsgiPacket();
    String text = head.readCharSequence(head.readableBytes(), ISO_8859_1).toString();
    int end = text.indexOf(CRLF);
    packet.requestLine(text.substring(0, end));
    for (int at = end + 2; (end = text.indexOf(CRLF, at)) > at; at = end + 2) {
      int colon = text.indexOf(": ", at);
      packet.field(text.substring(at, colon), text.substring(colon + 2, end));
    }
    if (gathered != null) {
      packet.variables.put("CONTENT_LENGTH", Integer.toString(gathered.size()));
    } else if (!request.asGet() && asked.has(FieldName.CONTENT_LENGTH)) {
      packet.variables.put("CONTENT_LENGTH", Long.toString(asked.contentLength()));
    }
    packet.variables.put("SERVER_PROTOCOL", asked.isVersionOneOne() ? "HTTP/1.1" : "HTTP/1.0");
    packet.variables.put("REMOTE_ADDR", exchange.client().address());
    packet.server();
    for (AppAddress.Param param : app.params()) {
      packet.variables.put(param.name(), param.value());
    }
    return packet;
  }

  private void requestLine(String line) {
    int first = line.indexOf(' ');
    String target = line.substring(first + 1, line.lastIndexOf(' '));
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    variables.put("QUERY_STRING", question < 0 ? "" : target.substring(question + 1));
    variables.put("REQUEST_METHOD", line.substring(0, first));
    variables.put("CONTENT_TYPE", "");
    variables.put("CONTENT_LENGTH", "");
    variables.put("REQUEST_URI", target);
    Octets decoded = PercentEncoding.decode(Octets.wrap(path.getBytes(ISO_8859_1)));
    variables.put("PATH_INFO", new String(decoded.toByteArray(), ISO_8859_1));
  }

  private void field(String name, String value) {
    String variable = variable(name);
    if (variable == null) {
      return;
    }
    if (variable.equals("CONTENT_TYPE")) {
      variables.put(variable, value);
    } else {
      String separator = variable.equals("HTTP_COOKIE") ? "; " : ", ";
      variables.merge(variable, value, (before, more) -> before + separator + more);
    }
  }

  /** The name a field folds to, or null for one that does not cross. */
  private static @Nullable String variable(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean folds =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
      if (!folds) {
        return null;
      }
    }
    String folded = name.toUpperCase(Locale.ROOT).replace('-', '_');
    return switch (folded) {
      case "CONTENT_TYPE" -> folded;
      // Said above, and by us; the gateway itself answers an expectation.
      case "CONTENT_LENGTH", "TRANSFER_ENCODING", "EXPECT", "TRAILER" -> null;
      // CGI programs would take it for the proxy of their own requests.
      case "PROXY" -> null;
      default -> "HTTP_" + folded;
    };
  }

  /** Who the client believes it talks to; apps build their URLs of it. */
  private void server() {
    String scheme =
        variables.getOrDefault("HTTP_X_FORWARDED_PROTO", "http").toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    variables.put("REQUEST_SCHEME", secure ? "https" : "http");
    if (secure) {
      variables.put("HTTPS", "on");
    }
    String host = variables.getOrDefault("HTTP_HOST", "");
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']') && colon < host.length() - 1;
    variables.put("SERVER_PORT", hasPort ? host.substring(colon + 1) : secure ? "443" : "80");
    String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    variables.put("SERVER_NAME", name.isEmpty() ? "localhost" : name);
  }

  /** What the client gets when this is more than the format has 16 bits for: 414 or 431. */
  OptionalInt refusal() {
    int size = size();
    if (size <= LARGEST) {
      return OptionalInt.empty();
    }
    int target = 0;
    for (String name : new String[] {"QUERY_STRING", "REQUEST_URI", "PATH_INFO"}) {
      target += variables.getOrDefault(name, "").length();
    }
    return OptionalInt.of(target > size / 2 ? 414 : 431);
  }

  private int size() {
    int size = 0;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      size += 4 + variable.getKey().length() + variable.getValue().length();
    }
    return size;
  }

  void write(ByteBuf out) {
    out.writeByte(0).writeShortLE(size()).writeByte(0);
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      text(out, variable.getKey());
      text(out, variable.getValue());
    }
  }

  private static void text(ByteBuf out, String latin1) {
    byte[] octets = latin1.getBytes(ISO_8859_1);
    out.writeShortLE(octets.length).writeBytes(octets);
  }
}
