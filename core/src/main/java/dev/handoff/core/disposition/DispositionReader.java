package dev.handoff.core.disposition;

import dev.handoff.core.fields.FieldSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a Content-Disposition value (RFC 6266 §4.1), forgiving where senders are known to err. */
final class DispositionReader {

  /**
   * What was read.
   *
   * @param name the better of the two file names
   */
  record Read(String type, Optional<String> name) {}

  private record Parameter(String name, String value) {}

  private final String text;
  private int at;

  private DispositionReader(String text) {
    this.text = text;
  }

  static Optional<Read> read(String value) {
    DispositionReader reader = new DispositionReader(value);
    reader.skipSpace();
    String type = reader.token();
    if (type.isEmpty()) {
      return Optional.empty();
    }
    return reader
        .parameters()
        .map(parameters -> new Read(type.toLowerCase(Locale.ROOT), name(parameters)));
  }

  private static Optional<String> name(List<Parameter> parameters) {
    Optional<String> extended = first(parameters, "filename*").flatMap(ExtValue::decode);
    return extended.isPresent() ? extended : first(parameters, "filename");
  }

  private static Optional<String> first(List<Parameter> parameters, String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name.equals(name))
        .map(Parameter::value)
        .findFirst();
  }

  /** Empty when something stands there that is no parameter. */
  private Optional<List<Parameter>> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    skipSpace();
    while (at < text.length()) {
      if (text.charAt(at++) != ';') {
        return Optional.empty();
      }
      skipSpace();
      // "a; ;b" and a semicolon at the end are common.
      if (at < text.length() && text.charAt(at) != ';') {
        String name = token().toLowerCase(Locale.ROOT);
        skipSpace();
        if (name.isEmpty() || at == text.length() || text.charAt(at++) != '=') {
          return Optional.empty();
        }
        skipSpace();
        parameters.add(new Parameter(name, value()));
        skipSpace();
      }
    }
    return Optional.of(parameters);
  }

  private String value() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    // No token by the letter, but sent: spaces, umlauts and brackets without quotes.
    int begin = at;
    while (at < text.length() && text.charAt(at) != ';') {
      at++;
    }
    return FieldSyntax.trimOws(text.substring(begin, at));
  }

  /** A quoted string without its quotes; one that is not closed ends where the value does. */
  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char character = text.charAt(at++);
      if (character == '"') {
        break;
      }
      if (character == '\\' && at < text.length()) {
        character = text.charAt(at++);
      }
      value.append(character);
    }
    return value.toString();
  }

  private String token() {
    int begin = at;
    while (at < text.length() && FieldSyntax.isTokenChar(text.charAt(at))) {
      at++;
    }
    return text.substring(begin, at);
  }

  private void skipSpace() {
    while (at < text.length() && FieldSyntax.isOws(text.charAt(at))) {
      at++;
    }
  }
}
