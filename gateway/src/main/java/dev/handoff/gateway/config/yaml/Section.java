package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.yaml.Setting.Origin;
import dev.handoff.gateway.config.yaml.Setting.Value;
import dev.handoff.gateway.config.yaml.YamlNode.Entry;
import dev.handoff.gateway.config.yaml.YamlNode.Mapping;
import dev.handoff.gateway.config.yaml.YamlNode.Scalar;
import dev.handoff.gateway.config.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One map of the file, read against the table of keys. Whatever is wrong goes to the report, and
 * reading continues with the default, so that one run finds everything.
 *
 * @param path of the map in the file ({@code apps.shop}); empty for the top level
 * @param pattern the same with {@code *} for names the user chose
 * @param line where the map begins
 * @param flawed something in it was refused already, so a missing key is told by that
 */
record Section(Report report, String path, String pattern, int line, Mapping map, boolean flawed) {

  /** A value with its place. */
  record Item<T>(T value, int line) {}

  /** A map whose keys the user chose, one level down: an app, a location. */
  record Named(String name, int line, YamlNode value) {}

  /** Reads a map and reports the keys in it that mean nothing. */
  static Section of(Report report, String path, String pattern, YamlNode node) {
    Mapping empty = new Mapping(List.of(), node.line());
    return switch (node) {
      case Mapping map -> {
        boolean flawed = UnknownKeys.report(report, path, pattern, map);
        yield new Section(report, path, pattern, node.line(), map, flawed);
      }
      case Scalar scalar when scalar.isNothing() ->
          new Section(report, path, pattern, node.line(), empty, false);
      default -> {
        report.wrong(
            node.line(),
            path,
            node.described() + " stands where a map belongs.",
            "Known here: " + String.join(", ", Keys.below(pattern)) + ".");
        yield new Section(report, path, pattern, node.line(), empty, true);
      }
    };
  }

  /** The same map, told to stand on another line: that of its name. */
  Section at(int otherLine) {
    return new Section(report, path, pattern, otherLine, map, flawed);
  }

  /** The map below one key; empty when the key is not there. */
  Section child(String name) {
    YamlNode node = node(name).orElseGet(() -> new Mapping(List.of(), line));
    return of(report, join(path, name), join(pattern, name), node);
  }

  Optional<YamlNode> node(String name) {
    return entry(name).map(Entry::value);
  }

  private Optional<Entry> entry(String name) {
    return map.entries().stream().filter(entry -> entry.key().text().equals(name)).findFirst();
  }

  /** The value of a key that has a default. */
  <T> T value(Key<T> key) {
    return find(key).orElseGet(() -> key.presetValues().getFirst());
  }

  /** The value of a key; empty when there is none, or a bad one. */
  <T> Optional<T> find(Key<T> key) {
    return findItem(key).map(Item::value);
  }

  <T> Optional<Item<T>> findItem(Key<T> key) {
    Optional<Entry> entry = entry(key.name());
    if (entry.isEmpty()) {
      if (key.isRequired()) {
        if (!flawed) {
          report.error(line, fullName(key), fullName(key) + " is missing.", "Add it.");
        }
      } else {
        recordPreset(key);
      }
      return key.preset().isEmpty()
          ? Optional.empty()
          : Optional.of(new Item<>(key.presetValues().getFirst(), line));
    }
    Optional<Item<T>> item = parse(key, entry.get().key().line(), entry.get().value());
    item.ifPresent(
        found -> record(key, new Value.One(key.kind().show().apply(found.value())), found.line()));
    return item;
  }

  /** The list under a key, or its default. Bad members are reported and left out. */
  <T> List<T> values(Key<T> key) {
    return findItems(key)
        .map(items -> items.stream().map(Item::value).toList())
        .orElseGet(key::presetValues);
  }

  /** The list under a key; empty when the key is not there. */
  <T> Optional<List<Item<T>>> findItems(Key<T> key) {
    Optional<Entry> entry = entry(key.name());
    if (entry.isEmpty()) {
      recordPreset(key);
      return Optional.empty();
    }
    YamlNode node = entry.get().value();
    List<YamlNode> nodes = node instanceof Sequence(var members, int _) ? members : List.of(node);
    List<Item<T>> items = new ArrayList<>();
    for (YamlNode member : nodes) {
      parse(key, entry.get().key().line(), member).ifPresent(items::add);
    }
    record(key, many(items, item -> key.kind().show().apply(item.value())), node.line());
    return Optional.of(items);
  }

  private <T> Optional<Item<T>> parse(Key<T> key, int keyLine, YamlNode node) {
    if (!(node instanceof Scalar scalar) || scalar.isNothing()) {
      String wanted = "Expected: " + key.kind().name() + ".";
      int at = node instanceof Scalar ? keyLine : node.line();
      report.wrong(at, fullName(key), node.described() + " stands here.", wanted);
      return Optional.empty();
    }
    return switch (key.kind().parse().apply(scalar.text())) {
      case Parsed.Good<T>(T value) -> Optional.of(new Item<>(value, scalar.line()));
      case Parsed.Bad<T>(String why, String fix) -> {
        report.wrong(scalar.line(), fullName(key), why, fix);
        yield Optional.empty();
      }
    };
  }

  /** The maps below one key whose names the user chose. */
  List<Named> named(String name) {
    return switch (node(name).orElse(null)) {
      case null -> List.of();
      case Mapping(var entries, int _) ->
          entries.stream()
              .map(entry -> new Named(entry.key().text(), entry.key().line(), entry.value()))
              .toList();
      case YamlNode other -> {
        String all = join(path, name);
        int at = entry(name).map(entry -> entry.key().line()).orElse(line);
        String shape =
            switch (name) {
              case "apps" -> "NAME: URL";
              case "paths" -> "PREFIX: LOCATION";
              case "params" -> "NAME: VALUE";
              default -> "PREFIX: FOLDER";
            };
        report.wrong(
            at,
            all,
            other.described() + " stands where a map belongs.",
            "Write " + shape + " below it, or remove the key.");
        yield List.of();
      }
    };
  }

  /** The maps of the list below one key, each told by its place, counted from 1. */
  List<Section> members(String name) {
    List<Section> sections = new ArrayList<>();
    switch (node(name).orElse(null)) {
      case null -> {}
      case Sequence(var items, int _) -> {
        for (YamlNode item : items) {
          String place = join(join(path, name), String.valueOf(sections.size() + 1));
          sections.add(of(report, place, join(join(pattern, name), "*"), item));
        }
      }
      case YamlNode other ->
          report.wrong(
              other.line(),
              join(path, name),
              other.described() + " stands where a list belongs.",
              "Write [ { ... } ], or a line with a dash for each.");
    }
    return sections;
  }

  String fullName(Key<?> key) {
    return join(path, key.name());
  }

  /** What a name in the file leads to, in place of the name. */
  void recordResolved(Key<?> key, String text, int at) {
    record(key, new Value.One(text), at);
  }

  /** A default that depends on the rest of the file. */
  void recordComputed(Key<?> key, Value value) {
    report.set(fullName(key), value, new Origin.BuiltIn());
  }

  static <T> Value many(List<T> values, Function<T, String> show) {
    return new Value.Many(values.stream().map(show).toList());
  }

  private void record(Key<?> key, Value value, int at) {
    report.set(fullName(key), value, new Origin.Line(at));
  }

  private void recordPreset(Key<?> key) {
    Value value;
    if (key.preset().isEmpty()) {
      value = new Value.Absent(key.otherwise());
    } else if (key.list()) {
      value = new Value.Many(key.preset());
    } else {
      value = new Value.One(key.preset().getFirst());
    }
    recordComputed(key, value);
  }

  static String join(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }
}
