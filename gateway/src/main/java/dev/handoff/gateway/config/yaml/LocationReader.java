package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.FileAccess;
import dev.handoff.gateway.config.yaml.LocationKeys.Common;
import dev.handoff.gateway.config.yaml.Section.Item;
import dev.handoff.gateway.config.yaml.Section.Named;
import dev.handoff.gateway.config.yaml.Surroundings.Root;
import dev.handoff.gateway.config.yaml.YamlNode.Entry;
import dev.handoff.gateway.config.yaml.YamlNode.Mapping;
import dev.handoff.gateway.config.yaml.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code public} and {@code internal} have in common: prefixes and folders behind them. */
final class LocationReader {
  private final Report report;
  private final Surroundings surroundings;
  private final Routes routes;
  private final boolean open;
  private final Common keys;
  private final List<Placed> roots = new ArrayList<>();

  /** A root with its place in the file. */
  record Placed(String prefix, Root root, int line) {}

  /**
   * A location whose map is being read.
   *
   * @param line of its prefix
   */
  record Opened(Section section, String prefix, int line) {}

  /**
   * @param open whether its locations are public
   */
  LocationReader(Report report, Surroundings surroundings, Routes routes, boolean open) {
    this.report = report;
    this.surroundings = surroundings;
    this.routes = routes;
    this.open = open;
    this.keys = open ? LocationKeys.PUBLIC : LocationKeys.INTERNAL;
  }

  /** Every folder that was found. */
  List<Placed> roots() {
    return roots;
  }

  List<Opened> locations(Section top) {
    List<Opened> opened = new ArrayList<>();
    for (Named named : top.named(part())) {
      opened(named).ifPresent(opened::add);
    }
    return opened;
  }

  private String part() {
    return open ? "public" : "internal";
  }

  private Optional<Opened> opened(Named named) {
    String prefix;
    switch (Prefixes.KIND.parse().apply(named.name())) {
      case Parsed.Good<String>(String value) -> prefix = value;
      case Parsed.Bad<String>(String why, String fix) -> {
        report.wrong(named.line(), part(), why, fix);
        prefix = named.name();
      }
    }
    String path = part() + "." + Quoted.bare(prefix);
    if (named.value() instanceof Scalar scalar && scalar.isNothing()) {
      report.error(named.line(), path, path + " has no folder.", "Write " + prefix + ": FOLDER.");
      return Optional.empty();
    }
    if (named.value() instanceof Scalar scalar && scalar.text().matches("(?i)(https?|s3)://.*")) {
      String finding = path + " is a URL, and a folder is expected.";
      report.error(named.line(), path, finding, insteadOf(scalar.text()));
      return Optional.empty();
    }
    Section section = Section.of(report, path, keys.pattern(), longForm(named.value()));
    String owner = open ? "a public folder" : "an internal location";
    routes.location(path, prefix, owner, named.line());
    return Optional.of(new Opened(section, prefix, named.line()));
  }

  private String insteadOf(String url) {
    if (open) {
      return "Only internal locations can be on other servers.";
    }
    return url.toLowerCase(Locale.ROOT).startsWith("s3:")
        ? "Write { s3: { bucket: NAME, region: REGION } }."
        : "Write { http: { base: URL } }.";
  }

  private YamlNode longForm(YamlNode node) {
    if (!(node instanceof Scalar)) {
      return node;
    }
    Scalar root = new Scalar(keys.root().name(), true, node.line());
    return new Mapping(List.of(new Entry(root, node)), node.line());
  }

  /** With a bad root a stand-in keeps the reading going. */
  Path folder(Opened location) {
    Section section = location.section;
    Optional<Root> root = section.findItem(keys.root()).flatMap(item -> root(item, section));
    root.ifPresent(there -> roots.add(new Placed(location.prefix, there, location.line)));
    return root.map(Root::path).orElseGet(() -> Path.of("/"));
  }

  private Optional<Root> root(Item<Path> item, Section section) {
    Optional<Root> root = surroundings.root(item, section.fullName(keys.root()));
    root.ifPresent(
        there -> section.recordResolved(keys.root(), there.path().toString(), item.line()));
    return root;
  }

  FileAccess access(Section section) {
    return new FileAccess(section.value(keys.symlinks()), section.value(keys.hiddenFiles()));
  }
}
