package dev.handoff.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What {@code handoff.*} says. Values that cannot be used refuse to start, all of them at once.
 *
 * @param front Who delivers. Auto unless told: our gateway where a request proves that it comes
 *     from it, and this process otherwise.
 * @param map Which folders the front knows under which URI, such as /srv/files/=/_files/. Several
 *     are divided by commas.
 * @param roots Absolute folders; nothing outside of them is sent, whatever the code says. Without
 *     any, whatever the code names is sent.
 * @param frontKeys Keys by which the gateway proves itself, by their names; base64 as `handoff
 *     keygen` prints them.
 * @param frontKeyFolder Folder of such keys, one a file, which may change while the app runs.
 * @param frontToken For front auto: a front that cannot sign and sends a fixed token instead.
 * @param frontWindow How old a proof of the gateway may be, or how far ahead; 5 s to 300 s.
 * @param noProgressTimeout How long a client may take nothing before it is cut off.
 * @param limitRate Most that one download gets in a second, where the code does not say; no limit
 *     without it.
 * @param upgrade Which values that controllers return already are sent this way too: resource
 *     (files behind a Resource), path (Path and File).
 * @param remote Files of other servers.
 * @param filter The filter for code that names a file by a request attribute.
 */
@ConfigurationProperties("handoff")
public record HandoffProperties(
    @Nullable FrontKind front,
    @Nullable String map,
    @DefaultValue List<Path> roots,
    @DefaultValue Map<String, String> frontKeys,
    @Nullable Path frontKeyFolder,
    @Nullable Token frontToken,
    @DefaultValue("60s") Duration frontWindow,
    @DefaultValue("60s") Duration noProgressTimeout,
    @Nullable DataSize limitRate,
    @DefaultValue Set<Upgraded> upgrade,
    @DefaultValue Remote remote,
    @DefaultValue Filter filter) {

  /** Who may stand before the app. */
  public enum FrontKind {
    /** Our gateway where a request proves that it comes from it, and nobody otherwise. */
    AUTO,
    /** Our gateway, which proves itself by a key. */
    HANDOFF,
    /** By X-Accel-Redirect. Needs a map. */
    NGINX,
    /** By X-Sendfile, with mod_xsendfile. */
    APACHE,
    /** By X-Sendfile. */
    LIGHTTPD,
    /** By X-Accel-Redirect and the documented recipe. Needs a map. */
    CADDY,
    /** Nobody: this process sends the bytes. */
    NONE
  }

  /** What controllers return that is sent this way too. */
  public enum Upgraded {
    /** A Resource with a file behind it. */
    RESOURCE,
    /** A Path or a File. */
    PATH
  }

  /**
   * A front that shows a token.
   *
   * @param secret What it sends; 43 to 256 characters of base64url.
   * @param front Which front that is.
   */
  public record Token(@Nullable String secret, @Nullable FrontKind front) {}

  /**
   * Files of other servers. Needs Apache HttpClient 5 on the class path.
   *
   * @param allow URLs that may be sent, by how they begin. None unless told.
   * @param privateAddresses Whether an allowed name may lead to a private address.
   * @param redirects Most redirects that are followed for one file; 0 to 10.
   * @param connectTimeout How long a connection to a store may take.
   * @param noProgressTimeout How long a store may say nothing.
   * @param atOnce Most files that are read at once; more are answered with 503.
   */
  public record Remote(
      @DefaultValue List<String> allow,
      @DefaultValue("false") boolean privateAddresses,
      @DefaultValue("3") int redirects,
      @DefaultValue("5s") Duration connectTimeout,
      @DefaultValue("30s") Duration noProgressTimeout,
      @DefaultValue("200") int atOnce) {
    public Remote {
      allow = List.copyOf(allow);
    }
  }

  /**
   * The servlet filter.
   *
   * @param enabled Whether a HandoffFilter is registered before the whole app.
   * @param sendfileHeader Whether it reads the answer's header X-Sendfile; needs roots.
   */
  public record Filter(
      @DefaultValue("false") boolean enabled, @DefaultValue("false") boolean sendfileHeader) {}

  public HandoffProperties {
    roots = List.copyOf(roots);
    frontKeys = Map.copyOf(frontKeys);
    upgrade = Set.copyOf(upgrade);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "HandoffProperties[front=" + front + ", map=" + map + ", roots=" + roots + "]";
  }
}
