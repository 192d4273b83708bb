package dev.handoff.gateway.deliver.store.rules;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What may stand behind a key: a version, and the fields an answer is to have ({@code
 * response-content-type} and its like). Anything else would ask the bucket for something that is no
 * object, such as its access list.
 */
final class S3Query {
  private static final Set<String> KNOWN =
      Set.of(
          "versionId",
          "response-cache-control",
          "response-content-disposition",
          "response-content-encoding",
          "response-content-language",
          "response-content-type",
          "response-expires");

  private S3Query() {}

  /** A query in the form that is signed, or a refusal. */
  sealed interface Reading {
    /**
     * @param query with its question mark; empty for none
     */
    record Accepted(String query) implements Reading {}

    record Refused(String reason) implements Reading {}
  }

  /** Names are plain; in values a plus is a space, as forms encode it. */
  static Reading read(Octets query) {
    StringJoiner canonical = new StringJoiner("&", "?", "").setEmptyValue("");
    Set<String> seen = new HashSet<>();
    for (int begin = 0; begin < query.length(); ) {
      int end = query.find('&', begin);
      Octets pair = query.slice(begin, end);
      int equals = pair.find('=', 0);
      String name = pair.slice(0, equals).toString();
      Octets value = equals < pair.length() ? pair.from(equals + 1) : Octets.EMPTY;
      if (!KNOWN.contains(name)) {
        return new Reading.Refused("a bucket is not asked for " + shortened(name));
      }
      if (!seen.add(name)) {
        return new Reading.Refused(name + " stands twice in the query");
      }
      if (PercentEncoding.firstMalformed(value).isPresent()) {
        return new Reading.Refused("a malformed escape in the value of " + name);
      }
      canonical.add(name + "=" + encoded(value));
      begin = end + 1;
    }
    return new Reading.Accepted(canonical.toString());
  }

  private static String shortened(String name) {
    return "\"" + (name.length() > 40 ? name.substring(0, 40) + "…" : name) + "\"";
  }

  private static String encoded(Octets value) {
    byte[] octets = value.toByteArray();
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] == '+') {
        octets[i] = ' ';
      }
    }
    return PercentEncoding.encodePath(PercentEncoding.decode(Octets.wrap(octets)))
        .replace("/", "%2F");
  }
}
