package dev.handoff.core.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.UnsafePath;

/**
 * A URL of a web server, its host in strict form and its path safe, but judged by nobody yet.
 *
 * @param target path and query in origin-form, octet for octet
 */
public record RemoteUrl(Origin origin, Octets target) {

  /** What octets turned out to be. */
  public sealed interface Reading {
    record Accepted(RemoteUrl url) implements Reading {}

    /**
     * @param unsafe the path could lead out of its folder; else the URL is none
     * @param reason for the log
     */
    record Refused(boolean unsafe, String reason) implements Reading {}
  }

  /** Reads a whole URL. */
  public static Reading read(Octets url) {
    HandoffTarget read = HandoffTarget.parse(url);
    if (read instanceof HandoffTarget.AbsoluteUrl absolute) {
      return read(absolute);
    }
    if (read instanceof HandoffTarget.Unsafe unsafe) {
      return new Reading.Refused(true, unsafe.reason());
    }
    return new Reading.Refused(
        false,
        read instanceof HandoffTarget.Broken broken
            ? broken.reason() + " at octet " + broken.offset() + " of the URL"
            : "not an absolute URL");
  }

  /** Reads a URL of which the parts are known. */
  public static Reading read(HandoffTarget.AbsoluteUrl url) {
    String authority = new String(url.authority().toByteArray(), ISO_8859_1);
    StoreAuthority.Reading reading = StoreAuthority.read(authority, url.https() ? 443 : 80);
    if (reading instanceof StoreAuthority.Reading.Refused refused) {
      return new Reading.Refused(false, refused.reason() + " in " + url.authority());
    }
    StoreAuthority host = ((StoreAuthority.Reading.Accepted) reading).authority();
    RemoteUrl read =
        new RemoteUrl(new Origin(url.https(), host.host(), host.port()), originForm(url.target()));
    return UnsafePath.objectionTo(read.path())
        .<Reading>map(reason -> new Reading.Refused(true, reason))
        .orElseGet(() -> new Reading.Accepted(read));
  }

  /** A URL without a path means the root (RFC 9110 §4.2.3). */
  private static Octets originForm(Octets written) {
    return !written.isEmpty() && written.at(0) == '/'
        ? written
        : Joined.of(Octets.utf8("/"), written);
  }

  /** Without the query. */
  public Octets path() {
    return target.slice(0, target.find('?', 0));
  }

  /** The URL as it is asked for, octet for octet. */
  public String written() {
    return origin + new String(target.toByteArray(), ISO_8859_1);
  }

  /** For a log: without the query, which may be signed. */
  @Override
  public String toString() {
    return origin + path().toString();
  }
}
