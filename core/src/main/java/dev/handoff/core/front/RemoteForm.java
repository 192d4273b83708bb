package dev.handoff.core.front;

import dev.handoff.core.fields.Field;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.RemoteUrl;
import java.util.Optional;

/** How a front is told of a file on another server, where it was configured to fetch such files. */
public final class RemoteForm {
  private static final String FIELD = "X-Accel-Redirect";
  private static final String PLAIN = "-._~!$&'()*+,;=:@/";

  private final Optional<String> location;

  private RemoteForm(Optional<String> location) {
    this.location = location;
  }

  /** By the URL itself: our gateway, granted an {@code http} location that allows it. */
  public static RemoteForm byUrl() {
    return new RemoteForm(Optional.empty());
  }

  /**
   * Below an internal location: {@code /_remote/https/host/path?query}.
   *
   * @param location with leading and trailing slash
   */
  public static RemoteForm below(String location) {
    boolean plain =
        location.startsWith("/")
            && location.endsWith("/")
            && location.matches("[A-Za-z0-9/_.-]+")
            && !location.contains("//")
            && !location.contains("/.");
    if (!plain) {
      throw new IllegalArgumentException(
          "a location such as /_remote/ is needed, with a slash at both ends; got " + location);
    }
    return new RemoteForm(Optional.of(location));
  }

  /** Empty where that front would not fetch exactly this URL. */
  Optional<Field> field(RemoteUrl url, Dialect dialect) {
    return switch (dialect) {
      case HANDOFF ->
          Optional.of(new Field(FIELD, location.map(at -> at + form(url)).orElseGet(url::written)));
      case NGINX ->
          location
              .filter(at -> survivesDecoding(url.path()))
              .map(at -> new Field(FIELD, at + form(url)));
      case APACHE, LIGHTTPD, CADDY -> Optional.empty();
    };
  }

  private static String form(RemoteUrl url) {
    String origin = url.origin().toString();
    return origin.replaceFirst("://", "/") + url.written().substring(origin.length());
  }

  /**
   * nginx decodes a path before its configuration sees it, merges slashes, and does not encode it
   * again: a path with an escape or an odd character would be another one, and its signature wrong.
   */
  private static boolean survivesDecoding(Octets path) {
    for (int i = 0; i < path.length(); i++) {
      char octet = (char) path.at(i);
      boolean letter = octet < 0x80 && Character.isLetterOrDigit(octet);
      boolean merged =
          octet == '/' && i + 1 < path.length() && (path.at(i + 1) == '/' || path.at(i + 1) == '.');
      if (merged || !(letter || PLAIN.indexOf(octet) >= 0)) {
        return false;
      }
    }
    return true;
  }
}
