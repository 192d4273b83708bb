package dev.handoff.gateway.deliver.store.rules;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.core.remote.Joined;
import java.util.Optional;

/**
 * The form {@code <scheme>/<host[:port]>/<path>} below a location's prefix.
 *
 * <p>Frameworks put it together from a URL, so {@code https://host/path} and {@code
 * https:/host/path} mean the same, and the colons may be percent-encoded. Scheme and host are read;
 * path and query are left alone.
 */
final class RemoteForm {
  private RemoteForm() {}

  /** The URL, octet for octet; empty when no scheme and host stand in front. */
  static Optional<Octets> url(Octets below, Optional<Octets> query) {
    int schemeEnd = below.find('/', 0);
    String scheme = read(below.slice(0, schemeEnd));
    if (scheme.endsWith(":")) {
      scheme = scheme.substring(0, scheme.length() - 1);
    }
    if (!scheme.equalsIgnoreCase("https") && !scheme.equalsIgnoreCase("http")) {
      return Optional.empty();
    }
    int host = Math.min(schemeEnd + 1, below.length());
    if (host < below.length() && below.at(host) == '/') {
      host++;
    }
    int path = below.find('/', host);
    String authority = read(below.slice(host, path));
    // A slash or question mark that was encoded must not begin a path of its own.
    boolean plain = authority.chars().noneMatch(c -> c == '/' || c == '?' || c == '#');
    if (authority.isEmpty() || !plain) {
      return Optional.empty();
    }
    return Optional.of(
        Joined.of(
            Octets.utf8(scheme + "://"),
            Octets.utf8(authority),
            below.from(path),
            Octets.utf8(query.isPresent() ? "?" : ""),
            query.orElse(Octets.EMPTY)));
  }

  private static String read(Octets encoded) {
    return PercentEncoding.firstMalformed(encoded).isPresent()
        ? ""
        : PercentEncoding.decode(encoded).toUtf8Text();
  }
}
