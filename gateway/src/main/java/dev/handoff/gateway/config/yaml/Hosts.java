package dev.handoff.gateway.config.yaml;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Host names of requests: lower case, no port; IPv6 literals in brackets as in the Host field. */
final class Hosts {
  static final Kind<String> KIND = new Kind<>("host name", Hosts::parse, host -> host);

  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

  private Hosts() {}

  private static Parsed<String> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("://") || lower.contains("/")) {
      return Parsed.bad(
          "host " + Quoted.of(text) + " looks like a URL.", "Write the host name alone.");
    }
    if (lower.contains("*")) {
      return Parsed.bad(
          "host " + Quoted.of(text) + " is a pattern, and hosts are compared whole.",
          "List every name.");
    }
    if (lower.startsWith("[")) {
      boolean closed = lower.endsWith("]") && lower.indexOf(']') == lower.length() - 1;
      if (closed && IpLiterals.v6(lower.substring(1, lower.length() - 1)).isPresent()) {
        return Parsed.good(lower);
      }
      return Parsed.bad(
          "host " + Quoted.of(text) + " is not an IPv6 address in brackets.", "Write [::1].");
    }
    int colon = lower.indexOf(':');
    if (colon >= 0) {
      return IpLiterals.v6(lower).isPresent()
          ? Parsed.bad("host " + Quoted.of(text) + " lacks brackets.", "Write [" + lower + "].")
          : Parsed.bad(
              "host " + Quoted.of(text) + " has a port; any port matches.",
              "Write " + Quoted.bare(text.substring(0, colon)) + ".");
    }
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    if (NAME.matcher(name).matches()) {
      return Parsed.good(name);
    }
    return Parsed.bad("host " + Quoted.of(text) + " is not a host name.", punycode(name));
  }

  private static String punycode(String name) {
    return ascii(name).map(ascii -> "Write it as browsers send it: " + ascii + ".").orElse("");
  }

  /** The name as it stands in requests (RFC 5891), when that is another one. */
  static Optional<String> ascii(String name) {
    try {
      String ascii = IDN.toASCII(name);
      return NAME.matcher(ascii).matches() && !ascii.equals(name)
          ? Optional.of(ascii)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
