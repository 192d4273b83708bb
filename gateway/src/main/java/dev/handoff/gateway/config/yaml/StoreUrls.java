package dev.handoff.gateway.config.yaml;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.core.paths.UnsafePath;
import dev.handoff.core.remote.AllowedUrl;
import dev.handoff.core.remote.StoreAuthority;
import dev.handoff.gateway.config.StoreBase;
import java.util.Locale;

/** URLs of stores: an operator's own, and patterns of what apps may name. */
final class StoreUrls {
  static final Kind<StoreBase> BASE = new Kind<>("URL", StoreUrls::base, StoreUrls::show);
  static final Kind<AllowedUrl> ALLOWED =
      new Kind<>("URL, its first label may be `*`", StoreUrls::allowed, StoreUrls::show);

  private static final String ILLEGAL = "\"#<>\\^`{|}";

  /** What both sorts have. */
  private record Url(boolean https, String host, int port, String path) {}

  private StoreUrls() {}

  private static Parsed<StoreBase> base(String text) {
    return url(text, false).map(url -> new StoreBase(url.https, url.host, url.port, url.path));
  }

  private static Parsed<AllowedUrl> allowed(String text) {
    return url(text, true)
        .map(url ->
            new AllowedUrl(url.https, url.host, url.port, url.path, StoreAuthority.isPrivatelyMeant(url.host)));
  }

  private static Parsed<Url> url(String text, boolean pattern) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean https = lower.startsWith("https://");
    if (!https && !lower.startsWith("http://")) {
      boolean bare = text.matches("[A-Za-z0-9][A-Za-z0-9_.-]*(:[0-9]+)?(/.*)?");
      return Parsed.bad(
          Quoted.of(text) + " is no http:// or https:// URL.",
          bare ? "Write https://" + Quoted.bare(text) + "." : "");
    }
    String rest = text.substring(https ? "https://".length() : "http://".length());
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "/" : rest.substring(slash);
    if (authority.contains("@")) {
      // What stands before the @ may be a password, so it is not repeated.
      return Parsed.bad(
          "the URL holds a user name or password.", "Write the URL without them; none is sent.");
    }
    if (rest.contains("?") || rest.contains("#")) {
      return Parsed.bad(
          "the URL has a query or a fragment, which may hold a secret and is not used.",
          "Write the URL up to it.");
    }
    return path(path).isEmpty()
        ? host(authority, https, pattern)
            .map(at -> new Url(https, at.host(), at.port(), slashed(path)))
        : Parsed.bad(
            path(path) + " in " + Quoted.of(path) + ".", "Write the path as it is requested.");
  }

  private static String slashed(String path) {
    return path.endsWith("/") ? path : path + "/";
  }

  /** What is wrong with a path; empty when nothing is. */
  private static String path(String path) {
    if (path.chars().anyMatch(c -> c <= 0x20 || c >= 0x7F || ILLEGAL.indexOf(c) >= 0)) {
      return "a character that a URL carries only percent-encoded";
    }
    Octets octets = Octets.utf8(path);
    if (PercentEncoding.firstMalformed(octets).isPresent()) {
      return "a `%` without two hexadecimal digits";
    }
    if (UnsafePath.objectionTo(octets).isPresent()) {
      return "a `..` segment or NUL";
    }
    return path.contains("//") || path.contains("/./") || path.endsWith("/.")
        ? "an empty or `.` segment"
        : "";
  }

  private static Parsed<StoreAuthority> host(String authority, boolean https, boolean pattern) {
    boolean any = authority.startsWith("*.");
    if (any ? !pattern : authority.contains("*")) {
      return Parsed.bad(
          Quoted.of(authority) + " is no host.",
          pattern
              ? "A star stands for one whole label in front: https://*.cdn.example/."
              : "Name one host; `allow` takes patterns.");
    }
    String name = any ? authority.substring(2) : authority;
    return switch (StoreAuthority.read(name, https ? 443 : 80)) {
      case StoreAuthority.Reading.Refused(String reason) ->
          Parsed.bad(reason + " in " + Quoted.of(authority) + ".", punycode(name));
      case StoreAuthority.Reading.Accepted(StoreAuthority at)
          when any
              && (at.host().indexOf('.') < 0 || StoreAuthority.literal(at.host()).isPresent()) ->
          Parsed.bad(
              Quoted.of(authority) + " covers too much or no name at all.",
              "Write a domain behind the star: https://*.cdn.example/.");
      case StoreAuthority.Reading.Accepted(StoreAuthority at) ->
          Parsed.good(any ? new StoreAuthority("*." + at.host(), at.port()) : at);
    };
  }

  private static String punycode(String name) {
    return Hosts.ascii(name).map(ascii -> "Write it as " + ascii + ".").orElse("");
  }

  static String show(StoreBase base) {
    return show(base.https(), base.host(), base.port(), base.path());
  }

  private static String show(AllowedUrl url) {
    return show(url.https(), url.host(), url.port(), url.path());
  }

  private static String show(boolean https, String host, int port, String path) {
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    String shownPort = port == (https ? 443 : 80) ? "" : ":" + port;
    return (https ? "https://" : "http://") + bracketed + shownPort + path;
  }
}
