package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.EdgeConfig.Redirect;
import dev.handoff.gateway.config.ListenAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keys of {@code listen} beyond plain HTTP. */
final class EdgeKeys {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONGEST_HSTS = Duration.ofDays(2 * 365);

  static final Kind<Path> PEM = new Kind<>("`file:/path`", EdgeKeys::pem, path -> "file:" + path);

  static final Kind<Redirect> REDIRECT =
      new Kind<>("`true`, `false` or a port", EdgeKeys::redirect, EdgeKeys::show);

  static final Kind<String> HSTS =
      new Kind<>("`180d`, `180d includeSubDomains`, `off`", EdgeKeys::hsts, text -> text);

  static final Key<ListenAddress> BIND =
      Key.listRequired(
          "listen.https.bind",
          Addresses.LISTEN,
          "Where HTTPS is accepted. `https` is a map, or a list of them.");
  static final Key<Path> CERT =
      Key.optional(
          "listen.https.cert",
          PEM,
          "see certificates",
          "PEM file: the server's certificate first, then those up to its authority. Read anew when it changes.");
  static final Key<Path> KEY =
      Key.optional(
          "listen.https.key", PEM, "see certificates", "PEM file with its key, not encrypted.");
  static final Key<Path> NAMED_CERT =
      Key.required(
          "listen.https.certificates.*.cert",
          PEM,
          "Several certificates: the name a client asks for (SNI) chooses, the first is for all other names.");
  static final Key<Path> NAMED_KEY =
      Key.required("listen.https.certificates.*.key", PEM, "PEM file with its key.");
  static final Key<Redirect> REDIRECT_HTTP =
      Key.one(
          "listen.redirect_http",
          REDIRECT,
          "false",
          "Sends plain HTTP to HTTPS, path and query kept; a number is the port that clients see.");
  static final Key<String> STRICT =
      Key.one(
          "listen.hsts",
          HSTS,
          "off",
          "Strict-Transport-Security on answers over TLS, unless the app says its own.");
  static final Key<AddressRange> PROXY_PROTOCOL =
      Key.listOr(
          "listen.proxy_protocol",
          AddressRanges.KIND,
          "nobody",
          "Peers that have to begin with a PROXY header (v1, v2), before TLS; the address in it is the client's.");

  static final List<Key<?>> ALL = all();

  private EdgeKeys() {}

  private static List<Key<?>> all() {
    List<Key<?>> all = new ArrayList<>(List.of(BIND, CERT, KEY, NAMED_CERT, NAMED_KEY));
    all.addAll(AcmeReader.KEYS);
    all.addAll(List.of(REDIRECT_HTTP, STRICT, PROXY_PROTOCOL));
    return List.copyOf(all);
  }

  private static Parsed<Path> pem(String text) {
    if (text.startsWith("-----BEGIN")) {
      return Parsed.bad(
          "certificates and keys do not stand in the file itself.", "Write file:/path.");
    }
    String name = text.startsWith("file:") ? text.substring("file:".length()) : text;
    if (name.isEmpty() || text.startsWith("env:")) {
      return Parsed.bad(Quoted.of(text) + " names no file.", "Write file:/path.");
    }
    try {
      return Parsed.good(Path.of(name));
    } catch (InvalidPathException e) {
      return Parsed.bad(Quoted.of(text) + " is not a file name.", "Write file:/path.");
    }
  }

  private static Parsed<Redirect> redirect(String text) {
    return switch (text) {
      case "true" -> Parsed.good(new Redirect.ToListener());
      case "false" -> Parsed.good(new Redirect.Off());
      default ->
          text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535
              ? Parsed.good(new Redirect.ToPort(Integer.parseInt(text)))
              : Parsed.bad(
                  Quoted.of(text) + " is neither true nor false nor a port.", "Write true.");
    };
  }

  private static String show(Redirect redirect) {
    return switch (redirect) {
      case Redirect.Off() -> "false";
      case Redirect.ToListener() -> "true";
      case Redirect.ToPort(int port) -> String.valueOf(port);
    };
  }

  private static Parsed<String> hsts(String text) {
    if (text.equals("off") || text.equals("false")) {
      return Parsed.good("off");
    }
    List<String> words = List.of(text.split(" +"));
    List<String> rest = words.subList(1, words.size());
    for (String word : rest) {
      if (!word.equals("includeSubDomains") && !word.equals("preload")) {
        return Parsed.bad(
            Quoted.of(word) + " is not known here.",
            "Write a time, then includeSubDomains and preload where they are meant.");
      }
    }
    return Times.between(SECOND, LONGEST_HSTS).parse().apply(words.getFirst()).map(_ -> text);
  }

  /** The field's value (RFC 6797 §6.1) for what {@link #HSTS} reads; not for {@code off}. */
  static String hstsValue(String text) {
    List<String> words = List.of(text.split(" +"));
    Duration time =
        switch (Times.parse(words.getFirst())) {
          case Parsed.Good<Duration>(Duration good) -> good;
          case Parsed.Bad<Duration>(String why, String _) -> throw new IllegalStateException(why);
        };
    StringBuilder value = new StringBuilder("max-age=").append(time.toSeconds());
    words.subList(1, words.size()).forEach(word -> value.append("; ").append(word));
    return value.toString();
  }
}
