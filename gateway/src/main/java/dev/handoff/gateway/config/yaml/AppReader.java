package dev.handoff.gateway.config.yaml;

import dev.handoff.core.front.FrontKey;
import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.AppConfig.Conditionals;
import dev.handoff.gateway.config.AppConfig.Connections;
import dev.handoff.gateway.config.AppConfig.HandoffField;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.PublicLocation;
import dev.handoff.gateway.config.yaml.Section.Item;
import dev.handoff.gateway.config.yaml.Section.Named;
import dev.handoff.gateway.config.yaml.YamlNode.Entry;
import dev.handoff.gateway.config.yaml.YamlNode.Mapping;
import dev.handoff.gateway.config.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** {@code apps}: where they are and which requests they get. */
final class AppReader {
  /** Goes on where an address is missing or bad; the configuration is refused anyway. */
  private static final AppAddress STAND_IN = new AppAddress.Tcp("localhost", 80);

  private final Report report;
  private final Surroundings surroundings;
  private final Routes routes;
  private final Grants grants;

  AppReader(
      Report report,
      Surroundings surroundings,
      Routes routes,
      List<PublicLocation> publicLocations,
      List<InternalLocation> internalLocations) {
    this.report = report;
    this.surroundings = surroundings;
    this.routes = routes;
    this.grants =
        new Grants(
            report,
            publicLocations.stream().map(PublicLocation::prefix).toList(),
            internalLocations.stream().map(InternalLocation::prefix).toList());
  }

  List<AppConfig> read(Section top) {
    List<Named> named = top.named("apps");
    boolean present = top.node("apps").filter(node -> node instanceof Mapping).isPresent();
    if (present && named.isEmpty()) {
      int line = top.node("apps").map(YamlNode::line).orElse(1);
      report.wrong(
          line, "apps", "no app is named.", "Write NAME: URL below it, or remove the key.");
    }
    List<AppConfig> apps = new ArrayList<>();
    for (Named app : named) {
      apps.add(app(app, named.size() == 1));
    }
    return apps;
  }

  private AppConfig app(Named named, boolean only) {
    String path = "apps." + Quoted.bare(named.name());
    if (!named.name().matches("[A-Za-z0-9._-]{1,64}")) {
      report.error(
          named.line(),
          path,
          "app name " + Quoted.of(named.name()) + " does not suit a log line.",
          "Use up to 64 letters, digits, `.`, `_` and `-`.");
    }
    // Whatever is wrong with the map as a whole is told where the name stands.
    Section app = Section.of(report, path, "apps.*", longForm(named)).at(named.line());
    AppAddress address = UwsgiParams.with(app, app.find(AppKeys.URL).orElse(STAND_IN));
    List<String> hosts = app.values(AppKeys.HOSTS);
    List<String> paths = paths(app, named, hosts);
    List<String> mayDeliver = grants.of(app, only);
    Optional<String> stripPrefix = stripPrefix(app, paths);
    Conditionals conditionals = conditionals(app, !mayDeliver.isEmpty());
    Set<HandoffField> accept = accept(app, mayDeliver);
    var handoffOn = app.value(AppKeys.HANDOFF_ON);
    boolean contentType = app.value(AppKeys.CONTENT_TYPE);
    boolean announce = app.value(AppKeys.ANNOUNCE);
    List<FrontKey> frontKeys = new FrontKeys(report, surroundings).read(app, announce);
    Connections connections = connections(app.child("connections"));
    return new AppConfig(
        named.name(),
        address,
        hosts,
        paths,
        mayDeliver,
        stripPrefix,
        conditionals,
        accept,
        handoffOn,
        contentType,
        announce,
        frontKeys,
        connections,
        app.value(AppKeys.CONNECT_TIMEOUT),
        app.value(AppKeys.TIMEOUT),
        app.find(AppKeys.MAX_UPLOAD).map(OptionalLong::of).orElseGet(OptionalLong::empty),
        app.value(AppKeys.REUSE_MAX));
  }

  private static YamlNode longForm(Named named) {
    if (!(named.value() instanceof Scalar scalar) || scalar.isNothing()) {
      return named.value();
    }
    Scalar url = new Scalar(AppKeys.URL.name(), true, named.value().line());
    return new Mapping(List.of(new Entry(url, named.value())), named.value().line());
  }

  private List<String> paths(Section app, Named named, List<String> hosts) {
    List<Item<String>> items =
        app.findItems(AppKeys.PATHS).orElseGet(() -> List.of(new Item<>("/", named.line())));
    if (items.isEmpty()
        && app.node("paths").filter(YamlNode.Sequence.class::isInstance).isPresent()) {
      report.wrong(
          app.node("paths").map(YamlNode::line).orElse(named.line()),
          app.fullName(AppKeys.PATHS),
          "the list is empty, so no request would reach the app.",
          "Remove it for [/].");
    }
    for (Item<String> item : items) {
      routes.app(app.fullName(AppKeys.PATHS), item.value(), named.name(), hosts, item.line());
    }
    return items.stream().map(Item::value).distinct().toList();
  }

  private Optional<String> stripPrefix(Section app, List<String> paths) {
    Optional<Item<String>> strip = app.findItem(AppKeys.STRIP_PREFIX);
    strip.ifPresent(item -> {
      String prefix = item.value();
      boolean met =
          paths.stream().anyMatch(path -> path.startsWith(prefix) || prefix.startsWith(path));
      if (!met) {
        String key = app.fullName(AppKeys.STRIP_PREFIX);
        report.warn(
            item.line(),
            key,
            key + ": none of the app's paths begins with " + prefix + ".",
            "Remove it, or add the prefix to paths.");
      }
    });
    return strip.map(Item::value);
  }

  /** A word, or a map with the prefixes to hide them under. */
  private Conditionals conditionals(Section app, boolean mayHandOff) {
    String name = AppKeys.CONDITIONALS.name();
    if (app.node(name).filter(Mapping.class::isInstance).isPresent()) {
      Section map = app.child(name);
      if (map.node("hide").isEmpty()) {
        report.error(
            map.line(),
            map.path(),
            map.path() + " is a map without `hide`.",
            "Write hide, pass, or { hide: [/download/] }.");
      }
      return new Conditionals(false, map.values(AppKeys.CONDITIONALS_HIDE));
    }
    if (app.node(name).isEmpty()) {
      String word = AppKeys.CONDITIONALS.kind().show().apply(mayHandOff);
      app.recordComputed(AppKeys.CONDITIONALS, new Setting.Value.One(word));
      return new Conditionals(mayHandOff, List.of());
    }
    return new Conditionals(app.find(AppKeys.CONDITIONALS).orElse(mayHandOff), List.of());
  }

  private Set<HandoffField> accept(Section app, List<String> mayDeliver) {
    Set<HandoffField> accept = new HashSet<>(app.values(AppKeys.ACCEPT));
    boolean emptied =
        app.node(AppKeys.ACCEPT.name())
            .filter(node -> node instanceof YamlNode.Sequence(var items, int _) && items.isEmpty())
            .isPresent();
    if (emptied && !mayDeliver.isEmpty()) {
      report.wrong(
          app.node(AppKeys.ACCEPT.name()).map(YamlNode::line).orElse(app.line()),
          app.fullName(AppKeys.ACCEPT),
          "the list is empty, but the app may deliver.",
          "Write may_deliver: [] for an app that never hands off.");
    }
    return accept;
  }

  private Connections connections(Section connections) {
    return new Connections(
        connections.value(AppKeys.MAX),
        connections.value(AppKeys.IDLE),
        connections.value(AppKeys.IDLE_TIMEOUT),
        connections.value(AppKeys.QUEUE));
  }
}
