package dev.handoff.gateway.handoff;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import java.util.Optional;

/**
 * What stands behind a location's prefix in a target: the same in every location that is asked for
 * it.
 *
 * @param name decoded and normalised, as files are named
 * @param path as the app wrote it, as stores are asked
 */
record Rest(Octets name, Octets path, Optional<Octets> query) {

  static Rest of(HandoffTarget.InternalUri uri, int segments) {
    return new Rest(uri.pathBelow(segments), uri.rawBelow(segments), uri.rawQuery());
  }

  /** Of a name on disk, which was never encoded. */
  static Rest ofFile(Octets name) {
    return new Rest(name, Octets.utf8(PercentEncoding.encodePath(name)), Optional.empty());
  }

  /**
   * For a location the app did not name. It may have written a space or another octet that a file's
   * name can have and no URL; nobody signed those.
   */
  Rest forFallback() {
    for (int i = 0; i < path.length(); i++) {
      if (path.at(i) <= 0x20 || "\"#<>\\^`{|}".indexOf(path.at(i)) >= 0) {
        return new Rest(name, Octets.utf8(PercentEncoding.encodePath(name)), query);
      }
    }
    return this;
  }

  /** One version of an object was asked for, and no other location has that version. */
  boolean namesVersion() {
    return query.filter(octets -> octets.toString().contains("versionId=")).isPresent();
  }
}
