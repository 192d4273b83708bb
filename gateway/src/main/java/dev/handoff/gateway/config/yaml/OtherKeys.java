package dev.handoff.gateway.config.yaml;

import java.util.Map;
import java.util.Optional;

/** Keys that mean something, but not here: of later versions, or at another place. */
final class OtherKeys {
  private static final String LATER = "is known, but not in this version.";
  private static final String REMOVE = "Remove it.";
  private static final String HOSTS =
      "Remove it; the certificate says its names, apps.*.hosts which of them an app answers.";

  /**
   * @param finding continues the key's name
   */
  record Other(String finding, String fix) {}

  private static final Map<String, Other> BY_PATTERN =
      Map.ofEntries(
          Map.entry("version", new Other("is not needed.", REMOVE)),
          Map.entry("links.expires", later("Remove it; who signs a link says when it ends.")),
          Map.entry("links.max_expires", later(REMOVE)),
          Map.entry("links.resume_grace", later(REMOVE)),
          Map.entry("links.bind", later("Remove it; who signs a link says from where it is good.")),
          Map.entry("links.formats", later(REMOVE)),
          Map.entry("links.keys.*.until", later(REMOVE)),
          Map.entry("metrics.health", new Other("is always on.", "Ask /health and /ready there.")),
          Map.entry("receipts.secret", renamed("key: { id: r1, secret: file:FILE }")),
          Map.entry("service", later(REMOVE)),
          Map.entry("map", later(REMOVE)),
          Map.entry("headers", later(REMOVE)),
          Map.entry("listen.acme", moved("acme", "below listen.https")),
          Map.entry("listen.cert", moved("cert", "below listen.https")),
          Map.entry("listen.key", moved("key", "below listen.https")),
          Map.entry("listen.https.hosts", new Other("is not needed.", HOSTS)),
          Map.entry("listen.https.redirect_http", moved("redirect_http", "below listen")),
          Map.entry("listen.https.hsts", moved("hsts", "below listen")),
          Map.entry("listen.https.proxy_protocol", moved("proxy_protocol", "below listen")),
          Map.entry("listen.timeouts", moved("timeouts")),
          Map.entry("listen.limits", moved("limits")),
          Map.entry(
              "trusted_proxies", new Other("stands at the wrong place.", "Write it below listen.")),
          Map.entry(
              "apps.*.hide_range", new Other("has another name.", "Write conditionals: hide.")),
          Map.entry("public.*.listing", later("Remove it; folders are not listed.")),
          Map.entry("internal.*.s3.access_key", secret()),
          Map.entry("internal.*.s3.access_key_id", secret()),
          Map.entry("internal.*.s3.secret_key", secret()),
          Map.entry("internal.*.s3.secret_access_key", secret()),
          Map.entry("internal.*.s3.session_token", secret()),
          Map.entry("internal.*.s3.profile", renamed("credentials: profile:NAME")),
          Map.entry("internal.*.s3.url", renamed("endpoint")),
          Map.entry("internal.*.http.url", renamed("base")),
          Map.entry("limits.per_ip", renamed("per_client")),
          Map.entry("limits.per_user", renamed("per_subject")),
          Map.entry(
              "limits.rate", new Other("is no limit by itself.", "Write per_client: { rate: … }.")),
          Map.entry(
              "limits.transfers",
              new Other("is no limit by itself.", "Write per_client: { transfers: … }.")),
          Map.entry("limits.count", later(REMOVE)),
          Map.entry("log.audit", later(REMOVE)));

  private OtherKeys() {}

  /**
   * @param pattern the key's full name with {@code *} for names the user chose
   */
  static Optional<Other> find(String pattern) {
    return Optional.ofNullable(BY_PATTERN.get(pattern));
  }

  private static Other later(String fix) {
    return new Other(LATER, fix);
  }

  private static Other moved(String name, String place) {
    return new Other("stands at the wrong place.", "Write " + name + " " + place + ".");
  }

  private static Other secret() {
    return new Other(
        "would be a secret in this file.",
        "Write credentials: env, profile, instance or file:PATH.");
  }

  private static Other renamed(String name) {
    return new Other("has another name.", "Write " + name + ".");
  }

  private static Other moved(String place) {
    return new Other("stands at the wrong place.", "Write " + place + " from the first column.");
  }
}
