package dev.handoff.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code handoff.*} says.
 *
 * @param front who delivers
 * @param map which folders the front knows under which URI, such as /srv/files/=/_files/
 * @param roots absolute folders; nothing outside of them is sent. Empty: anything the app names
 * @param frontKeys the keys by which the gateway proves itself, by their names; base64, as `handoff
 *     keygen` prints them
 * @param noProgressTimeout how long a client may take nothing
 */
@ConfigurationProperties("handoff")
public record HandoffProperties(
    @DefaultValue("auto") FrontKind front,
    @Nullable String map,
    @DefaultValue List<Path> roots,
    @DefaultValue Map<String, String> frontKeys,
    @DefaultValue("60s") Duration noProgressTimeout) {

  /** Who may stand before the app. */
  public enum FrontKind {
    /** Our gateway where a request proves it, and nobody otherwise. */
    AUTO,
    /** Our gateway, which proves itself with a key. */
    HANDOFF,
    NGINX,
    APACHE,
    LIGHTTPD,
    CADDY,
    /** Nobody: this process sends the bytes. */
    NONE
  }

  public HandoffProperties {
    roots = List.copyOf(roots);
    frontKeys = Map.copyOf(frontKeys);
  }
}
