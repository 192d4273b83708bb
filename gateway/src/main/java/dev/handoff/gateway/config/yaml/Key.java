package dev.handoff.gateway.config.yaml;

import java.util.List;

/**
 * One key of the file: the reader, {@code config show} and the documentation all work from it.
 *
 * @param path with {@code *} for the name of an app or the prefix of a location
 * @param list takes a list; a single value counts as a list of one
 * @param preset the default, as it would stand in the file; empty when there is none
 * @param otherwise what holds without the key when there is no preset; empty when it is required
 * @param description one sentence
 */
record Key<T>(
    String path,
    Kind<T> kind,
    boolean list,
    List<String> preset,
    String otherwise,
    String description) {

  Key {
    preset = List.copyOf(preset);
  }

  static <T> Key<T> one(String path, Kind<T> kind, String preset, String description) {
    return new Key<>(path, kind, false, List.of(preset), "", description);
  }

  static <T> Key<T> optional(String path, Kind<T> kind, String otherwise, String description) {
    return new Key<>(path, kind, false, List.of(), otherwise, description);
  }

  static <T> Key<T> required(String path, Kind<T> kind, String description) {
    return new Key<>(path, kind, false, List.of(), "", description);
  }

  static <T> Key<T> list(String path, Kind<T> kind, List<String> preset, String description) {
    return new Key<>(path, kind, true, preset, "", description);
  }

  static <T> Key<T> listRequired(String path, Kind<T> kind, String description) {
    return new Key<>(path, kind, true, List.of(), "", description);
  }

  static <T> Key<T> listOr(String path, Kind<T> kind, String otherwise, String description) {
    return new Key<>(path, kind, true, List.of(), otherwise, description);
  }

  /** {@code url} of {@code apps.*.url}. */
  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  boolean isRequired() {
    return preset.isEmpty() && otherwise.isEmpty();
  }

  /** The default as a value; only for keys that have one. */
  List<T> presetValues() {
    return preset.stream()
        .map(text ->
            switch (kind.parse().apply(text)) {
              case Parsed.Good<T>(T value) -> value;
              case Parsed.Bad<T>(String why, String _) ->
                  throw new IllegalStateException("default of " + path + ": " + why);
            })
        .toList();
  }
}
