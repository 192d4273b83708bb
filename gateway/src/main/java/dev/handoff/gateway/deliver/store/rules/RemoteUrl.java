package dev.handoff.gateway.deliver.store.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.UnsafePath;
import dev.handoff.gateway.config.StoreAuthority;
import dev.handoff.gateway.deliver.store.Origin;

/**
 * A URL of a web server, its host in strict form and its path safe, but judged by nobody yet.
 *
 * @param target path and query in origin-form, octet for octet
 */
record RemoteUrl(Origin origin, Octets target) {

  /** What octets turned out to be. */
  sealed interface Reading {
    record Accepted(RemoteUrl url) implements Reading {}

    /**
     * @param unsafe the path could lead out of its folder; else the URL is none
     * @param reason for the log
     */
    record Refused(boolean unsafe, String reason) implements Reading {}
  }

  /** Reads a whole URL. */
  static Reading read(Octets url) {
    return switch (HandoffTarget.parse(url)) {
      case HandoffTarget.AbsoluteUrl absolute -> read(absolute);
      case HandoffTarget.Unsafe unsafe -> new Reading.Refused(true, unsafe.reason());
      case HandoffTarget.Broken broken ->
          new Reading.Refused(
              false, broken.reason() + " at octet " + broken.offset() + " of the URL");
      case HandoffTarget.InternalUri _, HandoffTarget.FilePath _ ->
          new Reading.Refused(false, "not an absolute URL");
    };
  }

  static Reading read(HandoffTarget.AbsoluteUrl url) {
    String authority = new String(url.authority().toByteArray(), ISO_8859_1);
    return switch (StoreAuthority.read(authority, url.https() ? 443 : 80)) {
      case StoreAuthority.Reading.Refused refused ->
          new Reading.Refused(false, refused.reason() + " in " + url.authority());
      case StoreAuthority.Reading.Accepted(StoreAuthority host) -> {
        RemoteUrl read =
            new RemoteUrl(
                new Origin(url.https(), host.host(), host.port()), originForm(url.target()));
        yield UnsafePath.objectionTo(read.path())
            .<Reading>map(reason -> new Reading.Refused(true, reason))
            .orElseGet(() -> new Reading.Accepted(read));
      }
    };
  }

  /** A URL without a path means the root (RFC 9110 §4.2.3). */
  private static Octets originForm(Octets written) {
    return !written.isEmpty() && written.at(0) == '/'
        ? written
        : Joined.of(Octets.utf8("/"), written);
  }

  Octets path() {
    return target.slice(0, target.find('?', 0));
  }

  /** For a log: without the query, which may be signed. */
  @Override
  public String toString() {
    return origin + path().toString();
  }
}
