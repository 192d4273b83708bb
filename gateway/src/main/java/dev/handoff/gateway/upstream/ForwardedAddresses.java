package dev.handoff.gateway.upstream;

import java.util.regex.Pattern;

/** Addresses in X-Forwarded-For, which some proxies write with the port of the connection. */
final class ForwardedAddresses {
  /** {@code 192.0.2.1:4711} or {@code [2001:db8::1]:4711}, up to a comma or the end. */
  private static final Pattern PORT =
      Pattern.compile(
          "((?:^|[, \\t])(?:[0-9.]{7,15}|\\[[0-9A-Fa-f:.]{2,45}]))"
              + ":[0-9]{1,5}(?=[ \\t]*(?:,|$))");

  private ForwardedAddresses() {}

  /** The same list without ports; what is no address with a port stays as it is. */
  static String withoutPorts(String list) {
    return list.indexOf(':') < 0 ? list : PORT.matcher(list).replaceAll("$1");
  }
}
