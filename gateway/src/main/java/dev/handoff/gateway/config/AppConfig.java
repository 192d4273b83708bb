package dev.handoff.gateway.config;

import dev.handoff.core.front.FrontKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One app: where it is, which requests it gets, and what it may hand off.
 *
 * @param hosts lower case, without port; empty: any host
 * @param paths prefixes with leading and trailing slash, compared by segments; never empty
 * @param mayDeliver prefixes of the internal locations this app may name, as written in {@link
 *     InternalLocation#prefix}
 * @param stripPrefix removed from the path before the app sees it, with leading and trailing slash
 * @param accept the fields that can hand off; the others are only stripped
 * @param contentTypeFromApp believe {@code text/html} on a handoff ({@code content_type: app})
 * @param announce tell the app about us (X-Sendfile-Type, X-Accel-Mapping, X-Redirect-Map)
 * @param frontKeys prove to the app that a request came through us; the first signs. Empty: nothing
 *     is proven
 * @param timeout longest wait for the first byte of an answer, and between two reads of its body
 * @param maxUpload largest request body in bytes, inclusive; empty: no limit
 * @param reuseMax longest time a decision is reused, whatever the app says; zero: never
 */
public record AppConfig(
    String name,
    AppAddress address,
    List<String> hosts,
    List<String> paths,
    List<String> mayDeliver,
    Optional<String> stripPrefix,
    Conditionals conditionals,
    Set<HandoffField> accept,
    HandoffOn handoffOn,
    boolean contentTypeFromApp,
    boolean announce,
    List<FrontKey> frontKeys,
    Connections connections,
    Duration connectTimeout,
    Duration timeout,
    OptionalLong maxUpload,
    Duration reuseMax) {

  public AppConfig {
    hosts = List.copyOf(hosts);
    paths = List.copyOf(paths);
    mayDeliver = List.copyOf(mayDeliver);
    accept = Set.copyOf(accept);
    frontKeys = List.copyOf(frontKeys);
  }

  /** The response fields that can start a handoff. */
  public enum HandoffField {
    X_ACCEL_REDIRECT("X-Accel-Redirect"),
    X_SENDFILE("X-Sendfile"),
    X_LIGHTTPD_SEND_FILE("X-LIGHTTPD-send-file");

    private final String fieldName;

    HandoffField(String fieldName) {
      this.fieldName = fieldName;
    }

    public String fieldName() {
      return fieldName;
    }
  }

  /** Which statuses of the app can hand off. */
  public enum HandoffOn {
    /** 200 to 206: an error of the app stays an error. */
    SUCCESS,
    /** Every final status, as nginx does. */
    ANY
  }

  /**
   * Whether the app sees Range and If-* of GET and HEAD.
   *
   * @param hide the rule for paths that {@code hidePaths} does not name
   * @param hidePaths prefixes under which they are hidden whatever {@code hide} says
   */
  public record Conditionals(boolean hide, List<String> hidePaths) {
    public Conditionals {
      hidePaths = List.copyOf(hidePaths);
    }
  }

  /**
   * @param max open connections to the app, all event loops together
   * @param idlePerLoop kept open for the next request
   * @param idleTimeout how long one is kept
   * @param queue requests that may wait for a connection; beyond it 503
   */
  public record Connections(int max, int idlePerLoop, Duration idleTimeout, int queue) {}
}
