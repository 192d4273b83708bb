package dev.handoff.gateway.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.gateway.http1.Authority;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import java.util.Locale;

/** The host a request is for. */
public final class HostName {
  private HostName() {}

  /** Of the Host field: lower case, without port; empty when there is none. */
  public static String of(RequestHead head) {
    int i = head.indexOf(FieldName.HOST, 0);
    return i < 0 ? "" : of(head.octets(), head.valueStart(i), head.valueEnd(i), head.value(i));
  }

  /** Of an authority: lower case, without port. */
  public static String of(String authority) {
    byte[] octets = authority.getBytes(ISO_8859_1);
    return of(octets, 0, octets.length, authority);
  }

  private static String of(byte[] octets, int from, int to, String text) {
    int end = Authority.hostEnd(octets, from, to);
    return end < 0 ? "" : text.substring(0, end - from).toLowerCase(Locale.ROOT);
  }
}
