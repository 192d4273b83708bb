package dev.handoff.core.remote;

import dev.handoff.core.paths.Octets;
import java.util.Optional;

/**
 * URLs of one origin, or of all names one label below a domain, beneath one path.
 *
 * @param anyLabel {@code host} is a domain and exactly one label stands before it
 * @param address what {@code host} means when it is an IP literal
 * @param path with leading slash and without trailing one; empty for the root
 * @param privateToo the operator named a private address
 */
public record Place(
    boolean https,
    boolean anyLabel,
    String host,
    Optional<Octets> address,
    int port,
    Octets path,
    boolean privateToo) {

  /** What a pattern covers. */
  public static Place of(AllowedUrl allowed) {
    boolean anyLabel = allowed.host().startsWith("*.");
    String host = anyLabel ? allowed.host().substring(2) : allowed.host();
    return new Place(
        allowed.https(),
        anyLabel,
        host,
        StoreAuthority.literal(host),
        allowed.port(),
        bare(allowed.path()),
        allowed.privateToo());
  }

  /** All of one origin below a path; what the operator chose for itself may have any address. */
  public static Place own(Origin origin, String path) {
    return new Place(
        origin.https(),
        false,
        origin.host(),
        StoreAuthority.literal(origin.host()),
        origin.port(),
        bare(path),
        true);
  }

  /** The same origin with all of its paths. */
  public Place wholeOrigin() {
    return new Place(https, anyLabel, host, address, port, Octets.EMPTY, privateToo);
  }

  /** Whether a URL lies there. */
  public boolean covers(RemoteUrl url) {
    Origin origin = url.origin();
    return origin.https() == https
        && origin.port() == port
        && coversHost(origin.host())
        && coversPath(url.path());
  }

  private boolean coversHost(String other) {
    if (anyLabel) {
      int dot = other.indexOf('.');
      return dot > 0 && other.substring(dot + 1).equals(host);
    }
    return other.equals(host)
        || (address.isPresent() && address.equals(StoreAuthority.literal(other)));
  }

  /** By segments: {@code /files} has {@code /files/a}, not {@code /filesystem}. */
  private boolean coversPath(Octets other) {
    return other.startsWith(path)
        && (other.length() == path.length() || other.at(path.length()) == '/');
  }

  private static Octets bare(String path) {
    return Octets.utf8(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  /** As the operator would write it. */
  @Override
  public String toString() {
    String name = (anyLabel ? "*." : "") + host;
    return new Origin(https, name, port) + path.toString() + "/";
  }
}
