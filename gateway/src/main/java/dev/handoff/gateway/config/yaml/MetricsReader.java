package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.config.MetricsConfig;
import dev.handoff.gateway.config.yaml.Setting.Origin;
import dev.handoff.gateway.config.yaml.Setting.Value;
import dev.handoff.gateway.config.yaml.YamlNode.Entry;
import dev.handoff.gateway.config.yaml.YamlNode.Mapping;
import dev.handoff.gateway.config.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;

/** {@code metrics}: off without the key; with it, an address, or a map with one. */
final class MetricsReader {
  private static final Key<ListenAddress> BIND =
      Key.required(
          "metrics.bind",
          Addresses.LISTEN,
          "Where metrics, /health and /ready are told; `metrics: ADDRESS` is the short form.");
  private static final Key<String> PATH =
      Key.one(
          "metrics.path",
          new Kind<>("path", MetricsReader::path, path -> path),
          MetricsConfig.DEFAULT_PATH,
          "The path of the metrics there.");

  static final List<Key<?>> KEYS = List.of(BIND, PATH);

  private MetricsReader() {}

  static Optional<MetricsConfig> read(Section top) {
    Optional<YamlNode> node = top.node("metrics");
    if (node.isEmpty()) {
      top.report().set(BIND.path(), new Value.Absent("off"), new Origin.BuiltIn());
      return Optional.empty();
    }
    Section metrics = Section.of(top.report(), "metrics", "metrics", longForm(node.get()));
    Optional<ListenAddress> bind = metrics.find(BIND);
    String path = metrics.value(PATH);
    return bind.map(address -> new MetricsConfig(address, path));
  }

  private static YamlNode longForm(YamlNode node) {
    if (!(node instanceof Scalar scalar) || scalar.isNothing()) {
      return node;
    }
    Scalar bind = new Scalar(BIND.name(), true, node.line());
    return new Mapping(List.of(new Entry(bind, node)), node.line());
  }

  private static Parsed<String> path(String text) {
    if (!text.matches("/[A-Za-z0-9._~/-]{0,99}")) {
      return Parsed.bad(Quoted.of(text) + " is not a plain path.", "Write /metrics.");
    }
    return text.equals("/health") || text.equals("/ready")
        ? Parsed.bad(text + " is told something else.", "Write /metrics.")
        : Parsed.good(text);
  }
}
