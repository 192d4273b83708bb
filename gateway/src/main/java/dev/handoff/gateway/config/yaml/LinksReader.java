package dev.handoff.gateway.config.yaml;

import dev.handoff.core.links.LinkKey;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.LinksConfig;
import dev.handoff.gateway.config.LinksConfig.LinkPath;
import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.yaml.Section.Item;
import dev.handoff.gateway.config.yaml.Section.Named;
import dev.handoff.gateway.config.yaml.YamlNode.Entry;
import dev.handoff.gateway.config.yaml.YamlNode.Mapping;
import dev.handoff.gateway.config.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code links}: keys, and the paths that they open. Without it no link is good for anything. */
final class LinksReader {
  private final Report report;
  private final Surroundings surroundings;
  private final Routes routes;
  private final List<String> publicPrefixes;
  private final List<InternalLocation> internal;

  LinksReader(
      Report report,
      Surroundings surroundings,
      Routes routes,
      List<String> publicPrefixes,
      List<InternalLocation> internal) {
    this.report = report;
    this.surroundings = surroundings;
    this.routes = routes;
    this.publicPrefixes = publicPrefixes;
    this.internal = internal;
  }

  LinksConfig read(Section top) {
    if (top.node("links").isEmpty()) {
      report.set("links.keys", new Setting.Value.Absent("none"), new Setting.Origin.BuiltIn());
      return LinksConfig.NONE;
    }
    Section links = top.child("links");
    List<LinkKey> keys = keys(links);
    List<LinkPath> paths = new ArrayList<>();
    for (Named named : links.named("paths")) {
      path(named).ifPresent(paths::add);
    }
    if (paths.isEmpty() && links.node("paths").isEmpty()) {
      report.warn(
          links.line(),
          "links.paths",
          "links.paths is missing, so no link opens anything here.",
          "Write paths: { /d/: " + example() + " }, or remove links.");
    }
    return new LinksConfig(keys, paths, links.value(LinkKeys.TOLERANCE));
  }

  private String example() {
    return internal.isEmpty() ? "/_files/" : internal.getFirst().prefix();
  }

  private List<LinkKey> keys(Section links) {
    List<LinkKey> keys = new ArrayList<>();
    List<Section> members = links.members("keys");
    for (Section member : members) {
      Optional<Item<String>> id = member.findItem(LinkKeys.KEY_ID);
      Optional<Item<SecretReference>> secret = member.findItem(LinkKeys.KEY_SECRET);
      if (id.isPresent() && secret.isPresent()) {
        key(member, id.get(), secret.get(), keys).ifPresent(keys::add);
      }
    }
    boolean list = links.node("keys").map(YamlNode.Sequence.class::isInstance).orElse(true);
    if (members.isEmpty() && list) {
      report.wrong(
          links.node("keys").map(YamlNode::line).orElse(links.line()),
          "links.keys",
          "without a key every link is forged.",
          "Run handoff keygen --out FILE and write keys: [ { id: k1, secret: file:FILE } ].");
    }
    return keys;
  }

  private Optional<LinkKey> key(
      Section member, Item<String> id, Item<SecretReference> reference, List<LinkKey> before) {
    if (before.stream().anyMatch(key -> key.id().equals(id.value()))) {
      report.wrong(
          id.line(),
          member.fullName(LinkKeys.KEY_ID),
          "two keys are named " + id.value() + ".",
          "Give each its own name.");
      return Optional.empty();
    }
    String name = member.fullName(LinkKeys.KEY_SECRET);
    Optional<Secret> secret = surroundings.secret(reference, name);
    try {
      return secret.map(text -> LinkKey.ofBase64(id.value(), text.reveal()));
    } catch (IllegalArgumentException e) {
      report.wrong(reference.line(), name, e.getMessage() + ".", "");
      return Optional.empty();
    }
  }

  private Optional<LinkPath> path(Named named) {
    String prefix;
    switch (Prefixes.KIND.parse().apply(named.name())) {
      case Parsed.Good<String>(String value) -> prefix = value;
      case Parsed.Bad<String>(String why, String fix) -> {
        report.wrong(named.line(), "links.paths", why, fix);
        prefix = named.name();
      }
    }
    String path = "links.paths." + Quoted.bare(prefix);
    Section section = Section.of(report, path, "links.paths.*", longForm(named)).at(named.line());
    routes.location(path, prefix, "signed links", named.line());
    Optional<Item<String>> from = section.findItem(LinkKeys.FROM);
    from.ifPresent(item -> check(section, item));
    return from.map(item -> new LinkPath(prefix, item.value()));
  }

  private static YamlNode longForm(Named named) {
    if (!(named.value() instanceof Scalar scalar) || scalar.isNothing()) {
      return named.value();
    }
    Scalar from = new Scalar(LinkKeys.FROM.name(), true, named.value().line());
    return new Mapping(List.of(new Entry(from, named.value())), named.value().line());
  }

  private void check(Section section, Item<String> from) {
    String name = from.value();
    List<String> prefixes = internal.stream().map(InternalLocation::prefix).toList();
    Optional<InternalLocation> location =
        internal.stream().filter(known -> known.prefix().equals(name)).findFirst();
    if (location.isPresent()) {
      if (location.get() instanceof InternalLocation.Http http && http.store().base().isEmpty()) {
        wrong(
            section,
            from,
            name + " is for URLs that apps name, and a link names none.",
            "Name a location with a root, a bucket or an http base.");
      }
      return;
    }
    Optional<String> above = prefixes.stream().filter(name::startsWith).findFirst();
    if (publicPrefixes.contains(name)) {
      wrong(
          section,
          from,
          name + " is public, and what is public needs no link.",
          "Name an internal location.");
    } else if (above.isPresent()) {
      wrong(
          section,
          from,
          name + " lies inside a location, and links lead to whole ones.",
          "Write " + above.get() + ", or make " + name + " a location of its own.");
    } else {
      wrong(
          section,
          from,
          name + " is no internal location of this file.",
          Nearest.to(name, prefixes)
              .map(near -> "Did you mean " + near + "?")
              .orElse("Add it under internal."));
    }
  }

  private void wrong(Section section, Item<String> from, String why, String fix) {
    report.wrong(from.line(), section.fullName(LinkKeys.FROM), why, fix);
  }
}
