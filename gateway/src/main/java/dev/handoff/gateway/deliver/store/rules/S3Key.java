package dev.handoff.gateway.deliver.store.rules;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import java.util.Optional;

/**
 * The key of an object in a bucket: any octets, of which only some name an object to be delivered.
 *
 * @param octets decoded
 */
record S3Key(Octets octets) {
  /** "The key name … 1,024 bytes long" (Amazon S3 User Guide, object keys). */
  private static final int LONGEST = 1024;

  /** Why this is no key of an object; such a target is answered with 404. */
  Optional<String> objection() {
    if (octets.length() > LONGEST) {
      return Optional.of("the key is longer than " + LONGEST + " octets");
    }
    return namesNothing() ? Optional.of("the target names no object") : Optional.empty();
  }

  /**
   * Nothing but slashes and dot segments: a store that cleans up paths would take it for the bucket
   * and list all its keys.
   */
  private boolean namesNothing() {
    for (int begin = 0; begin <= octets.length(); ) {
      int end = octets.find('/', begin);
      Octets segment = octets.slice(begin, end);
      if (!segment.isEmpty() && !segment.is(".")) {
        return false;
      }
      begin = end + 1;
    }
    return true;
  }

  /**
   * As it is signed (AWS Signature Version 4, canonical URI for S3): unreserved characters and
   * slashes as they are, every other octet escaped once, in upper case.
   */
  String encoded() {
    return PercentEncoding.encodePath(octets);
  }
}
