package dev.handoff.core.front;

import dev.handoff.core.fields.Field;
import dev.handoff.core.front.FrontAnswer.Told;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes where a file lies as each front reads it. */
final class TargetField {
  private static final String URI = "X-Accel-Redirect";
  private static final String PATH = "X-Sendfile";

  private TargetField() {}

  /** Empty for a name that would not arrive as it is, and for one outside of the map. */
  static Optional<Field> of(String path, Told told) {
    // U+FFFD and lone surrogates stand for octets that the platform could not read.
    if (!path.startsWith("/")
        || path.indexOf('\ufffd') >= 0
        || !StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
      return Optional.empty();
    }
    Octets octets = Octets.utf8(path);
    Optional<String> uri = told.map().map(octets);
    if (uri.isEmpty() && (told.onlyMapped() || told.dialect().needsMap())) {
      return Optional.empty();
    }
    return switch (told.dialect()) {
      case NGINX -> uri.map(value -> new Field(URI, value));
      // Its versions differ in whether a rewrite decodes: such a name has no sure spelling.
      case CADDY -> uri.filter(value -> value.indexOf('%') < 0).map(value -> new Field(URI, value));
      case LIGHTTPD -> Optional.of(new Field(PATH, PercentEncoding.encodePath(octets)));
      // mod_xsendfile decodes from 1.0 on and does not before: such a name has no sure spelling.
      case APACHE -> path.indexOf('%') >= 0 ? Optional.empty() : raw(octets);
      case HANDOFF ->
          uri.isPresent() && !told.byPath() ? Optional.of(new Field(URI, uri.get())) : raw(octets);
    };
  }

  /** One char for each octet; a blank at the end or a control would not survive the field. */
  private static Optional<Field> raw(Octets path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.at(i) < 0x20 || path.at(i) == 0x7f) {
        return Optional.empty();
      }
    }
    return path.at(path.length() - 1) == ' '
        ? Optional.empty()
        : Optional.of(new Field(PATH, new String(path.toByteArray(), StandardCharsets.ISO_8859_1)));
  }
}
