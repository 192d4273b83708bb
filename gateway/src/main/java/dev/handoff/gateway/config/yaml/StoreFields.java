package dev.handoff.gateway.config.yaml;

import dev.handoff.core.handoff.ControlFields;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of fields that may cross to a store, and from one to a client. */
final class StoreFields {
  static final Kind<String> SENT = new Kind<>("field name", StoreFields::sent, name -> name);
  static final Kind<String> RECEIVED =
      new Kind<>("field name", StoreFields::received, name -> name);

  /** RFC 9110 §5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "content-length",
          "expect");
  private static final Set<String> SECRETS =
      Set.of("authorization", "cookie", "cookie2", "x-api-key", "x-csrf-token", "x-auth-token");
  private static final Set<String> CLIENT =
      Set.of("forwarded", "x-real-ip", "true-client-ip", "cf-connecting-ip", "via");
  private static final Set<String> DECIDED =
      Set.of(
          "range",
          "if-range",
          "if-match",
          "if-none-match",
          "if-modified-since",
          "if-unmodified-since",
          "accept-encoding",
          "host",
          "user-agent");
  private static final Set<String> NOT_A_FILES =
      Set.of(
          "set-cookie",
          "set-cookie2",
          "server",
          "location",
          "refresh",
          "www-authenticate",
          "authentication-info",
          "clear-site-data",
          "strict-transport-security",
          "alt-svc",
          "retry-after",
          "content-range",
          "accept-ranges",
          "date",
          "age",
          "via");

  private StoreFields() {}

  private static Parsed<String> sent(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (SECRETS.contains(name) || name.startsWith("proxy-") || name.startsWith("x-amz-")) {
      return Parsed.bad(
          Quoted.of(text) + " is what a client proves itself with, and no store's business.",
          "Remove it; a store knows the gateway by `s3.credentials` or by a presigned URL.");
    }
    if (CLIENT.contains(name) || name.startsWith("x-forwarded-")) {
      return Parsed.bad(
          Quoted.of(text) + " says who the client is, which no store needs to know.", "Remove it.");
    }
    if (DECIDED.contains(name)) {
      return Parsed.bad(
          Quoted.of(text) + " is the gateway's own to set, as ranges and conditions are.",
          "Remove it.");
    }
    return crossing(text, name);
  }

  private static Parsed<String> received(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (NOT_A_FILES.contains(name) || name.startsWith("proxy-") || name.startsWith("x-amz-")) {
      return Parsed.bad(
          Quoted.of(text) + " is about the store and never reaches a client.", "Remove it.");
    }
    return crossing(text, name);
  }

  private static Parsed<String> crossing(String text, String name) {
    byte[] octets = name.getBytes(StandardCharsets.UTF_8);
    if (!TOKEN.matcher(name).matches()) {
      return Parsed.bad(Quoted.of(text) + " is not the name of a field.", "");
    }
    if (HOP_BY_HOP.contains(name)) {
      return Parsed.bad(
          Quoted.of(text) + " is about one connection and crosses to no other.", "Remove it.");
    }
    if (ControlFields.isControl(octets, 0, octets.length) || name.contains("_")) {
      return Parsed.bad(
          Quoted.of(text) + " could pass for a field between app and gateway.", "Remove it.");
    }
    return Parsed.good(name);
  }
}
