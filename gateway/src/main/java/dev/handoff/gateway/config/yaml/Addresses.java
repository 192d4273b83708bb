package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.config.ListenAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where the gateway listens and where apps are. */
final class Addresses {
  static final Kind<ListenAddress> LISTEN =
      new Kind<>("`host:port`, `:port` or `unix:/path`", Addresses::listen, Addresses::show);
  static final Kind<AppAddress> APP =
      new Kind<>(
          "`http://host:port`, `unix:/path`, `uwsgi://host:port` or `uwsgi:unix:/path`",
          Addresses::app,
          Addresses::show);

  static final Kind<Path> SOCKET =
      new Kind<>("`unix:/path`", Addresses::admin, path -> "unix:" + path);

  /** What {@code sun_path} holds on Linux without its NUL. */
  private static final int LONGEST_SOCKET_PATH = 107;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?");

  private record HostPort(String host, int port) {}

  private Addresses() {}

  private static Parsed<ListenAddress> listen(String text) {
    if (text.startsWith("unix:")) {
      return socket(text).map(ListenAddress.Unix::new);
    }
    if (text.matches("[0-9]{1,5}")) {
      return Parsed.bad(
          text + " is a port without an address.",
          "Write 127.0.0.1:" + text + ", or \":" + text + "\" for every interface.");
    }
    if (text.contains("://")) {
      return Parsed.bad(
          Quoted.of(text) + " looks like a URL.", "Write host:port, such as 127.0.0.1:8080.");
    }
    if (text.startsWith(":") && text.lastIndexOf(':') == 0) {
      return hostPort("0.0.0.0" + text, 0).map(at -> new ListenAddress.Tcp("", at.port));
    }
    if (text.startsWith("*:")) {
      return Parsed.bad(
          Quoted.of(text) + " is not an address.",
          "Write \"" + Quoted.bare(text.substring(1)) + "\".");
    }
    return hostPort(text, 0).map(at -> new ListenAddress.Tcp(at.host, at.port));
  }

  private static Parsed<Path> admin(String text) {
    return text.startsWith("unix:")
        ? socket(text)
        : Parsed.bad(Quoted.of(text) + " is no Unix socket.", "Write unix:/run/handoff.sock.");
  }

  private static Parsed<AppAddress> app(String text) {
    if (text.startsWith("unix:")) {
      return socket(text).map(AppAddress.Unix::new);
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("uwsgi:")) {
      return uwsgi(text);
    }
    if (lower.startsWith("https://")) {
      return Parsed.bad(
          "https:// to an app is not in this version.",
          "Use http:// on a private address, or unix:/path.");
    }
    if (!lower.startsWith("http://")) {
      return Parsed.bad(
          Quoted.of(text) + " is neither http://host:port nor unix:/path, nor either with uwsgi.",
          text.matches("[A-Za-z0-9.-]+:[0-9]+/?") ? "Write http://" + text + "." : "");
    }
    return authority(text, "http", ":80").map(at -> new AppAddress.Tcp(at.host, at.port));
  }

  private static Parsed<AppAddress> uwsgi(String text) {
    String socket = text.substring("uwsgi:".length());
    if (socket.startsWith("unix:")) {
      return socket(socket).map(path -> new AppAddress.Uwsgi(new AppAddress.Unix(path), List.of()));
    }
    if (!socket.startsWith("//")) {
      String unix = socket.startsWith("/") ? "Write uwsgi:unix:" + Quoted.bare(socket) + "." : "";
      return Parsed.bad(
          Quoted.of(text) + " is neither uwsgi://host:port nor uwsgi:unix:/path.", unix);
    }
    return authority(text, "uwsgi", "")
        .map(at -> new AppAddress.Uwsgi(new AppAddress.Tcp(at.host, at.port), List.of()));
  }

  /** Host and port of {@code scheme://host:port}, with nothing else in it. */
  private static Parsed<HostPort> authority(String text, String scheme, String usualPort) {
    String authority = text.substring(scheme.length() + "://".length());
    if (authority.contains("@")) {
      return Parsed.bad(
          "the URL holds a user name or password.",
          "Write " + scheme + "://host:port without them.");
    }
    if (authority.endsWith("/")) {
      authority = authority.substring(0, authority.length() - 1);
    }
    if (authority.contains("/") || authority.contains("?") || authority.contains("#")) {
      return Parsed.bad(
          Quoted.of(text) + " has a path, and the app gets the client's own.",
          "Write " + scheme + "://host:port; strip_prefix takes a prefix away.");
    }
    boolean hasPort = authority.matches(".*:[0-9]*");
    boolean bareV6 = authority.endsWith("]");
    return hostPort(hasPort && !bareV6 ? authority : authority + usualPort, 1);
  }

  private static Parsed<HostPort> hostPort(String text, int leastPort) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.endsWith("]")) {
      return Parsed.bad(Quoted.of(text) + " has no port.", "Write host:port.");
    }
    String port = text.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) > 65_535
        || Integer.parseInt(port) < leastPort) {
      return Parsed.bad(
          "port " + Quoted.of(port) + " is not a number from " + leastPort + " to 65535.", "");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      String literal = host.substring(1, host.length() - 1);
      return IpLiterals.v6(literal).isPresent()
          ? Parsed.good(new HostPort(literal, Integer.parseInt(port)))
          : Parsed.bad(Quoted.of(host) + " is not an IPv6 address.", "");
    }
    if (host.contains(":")) {
      return Parsed.bad(
          Quoted.of(host) + " is an IPv6 address without brackets.",
          "Write [" + Quoted.bare(host) + "]:" + port + ".");
    }
    boolean allDigits = host.matches("[0-9.]+");
    if (allDigits ? IpLiterals.v4(host).isEmpty() : !NAME.matcher(host).matches()) {
      return Parsed.bad(Quoted.of(host) + " is neither a host name nor an IP address.", "");
    }
    return Parsed.good(new HostPort(host, Integer.parseInt(port)));
  }

  private static Parsed<Path> socket(String text) {
    String name = text.substring("unix:".length());
    if (name.startsWith("//")) {
      return Parsed.bad(
          Quoted.of(text) + " has too many slashes.",
          "Write unix:" + Quoted.bare(name.replaceFirst("^/+", "/")) + ".");
    }
    if (!name.startsWith("/")) {
      return Parsed.bad(
          "socket path " + Quoted.of(name) + " is not absolute.", "Write unix:/run/name.sock.");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH) {
      return Parsed.bad(
          "the socket path is longer than the " + LONGEST_SOCKET_PATH + " octets the system takes.",
          "Choose a shorter folder, such as /run.");
    }
    try {
      return Parsed.good(Path.of(name).normalize());
    } catch (InvalidPathException e) {
      return Parsed.bad("socket path " + Quoted.of(name) + " is not a file name.", "");
    }
  }

  private static String show(ListenAddress address) {
    return switch (address) {
      case ListenAddress.Tcp(String host, int port) -> bracketed(host) + ":" + port;
      case ListenAddress.Unix(Path path) -> "unix:" + path;
    };
  }

  private static String show(AppAddress address) {
    return switch (address) {
      case AppAddress.Tcp(String host, int port) -> "http://" + bracketed(host) + ":" + port;
      case AppAddress.Unix(Path path) -> "unix:" + path;
      case AppAddress.Uwsgi(AppAddress.Tcp(String host, int port), _) ->
          "uwsgi://" + bracketed(host) + ":" + port;
      case AppAddress.Uwsgi(AppAddress.Unix(Path path), _) -> "uwsgi:unix:" + path;
    };
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
