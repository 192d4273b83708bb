package dev.handoff.core.remote;

/**
 * What URLs an app may name, such as {@code https://*.cdn.example/files/}.
 *
 * @param host lower case, without brackets; a leading {@code *.} stands for exactly one label
 * @param port 1 to 65535
 * @param path prefix in origin-form, with leading slash; compared by segments
 * @param privateToo whether a private address is meant: the host is an IP literal or {@code
 *     localhost}
 */
public record AllowedUrl(boolean https, String host, int port, String path, boolean privateToo) {
  /** What was written; a private address is meant by who writes one. */
  public static AllowedUrl of(WrittenUrl url) {
    return new AllowedUrl(
        url.https(),
        url.host(),
        url.port(),
        url.path(),
        StoreAuthority.isPrivatelyMeant(url.host()));
  }
}
