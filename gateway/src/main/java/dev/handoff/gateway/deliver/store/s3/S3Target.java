package dev.handoff.gateway.deliver.store.s3;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import java.util.ArrayList;
import java.util.List;

/**
 * A request target as it is described to the SDK: the path as it stands, the query taken apart.
 *
 * <p>The path must be spelled in the one canonical way already, as every target of an {@code s3}
 * location is: Amazon decodes and encodes again before it checks a signature, others take what
 * came.
 */
final class S3Target {
  private final Octets path;
  private final Octets query;

  /** A parameter, decoded. */
  record Parameter(String name, String value) {}

  /**
   * @param target path and query in origin-form
   */
  S3Target(Octets target) {
    int question = target.find('?', 0);
    this.path = target.slice(0, question);
    this.query = question == target.length() ? Octets.EMPTY : target.from(question + 1);
  }

  /** Exactly what is sent. */
  String path() {
    return path.toString();
  }

  /** In the order they stand; UTF-8. A plus is a plus: S3 writes spaces as {@code %20}. */
  List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(2);
    for (int begin = 0; begin < query.length(); ) {
      int end = query.find('&', begin);
      Octets part = query.slice(begin, end);
      int equals = part.find('=', 0);
      Octets value = equals == part.length() ? Octets.EMPTY : part.from(equals + 1);
      parameters.add(
          new Parameter(decoded(part.slice(0, equals)).toUtf8Text(), decoded(value).toUtf8Text()));
      begin = end + 1;
    }
    return parameters;
  }

  /** A stray percent sign is what it is: it escapes nothing. */
  private static Octets decoded(Octets encoded) {
    return PercentEncoding.firstMalformed(encoded).isPresent()
        ? encoded
        : PercentEncoding.decode(encoded);
  }
}
