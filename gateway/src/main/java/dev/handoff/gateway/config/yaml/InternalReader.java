package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.config.yaml.LocationReader.Opened;
import dev.handoff.gateway.config.yaml.Section.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code internal}: a folder, web servers or a bucket each, and which of them stands in. */
final class InternalReader {
  private static final List<Key<?>> FOLDERS_ONLY =
      List.of(
          LocationKeys.ALLOW_DELETE,
          LocationKeys.INTERNAL.symlinks(),
          LocationKeys.INTERNAL.hiddenFiles());

  private final Report report;
  private final LocationReader locations;
  private final StoreReader stores;
  private final Fallbacks fallbacks;

  InternalReader(Report report, LocationReader locations, StoreReader stores) {
    this.report = report;
    this.locations = locations;
    this.stores = stores;
    this.fallbacks = new Fallbacks(report);
  }

  /**
   * @param publicPrefixes what no fallback may name
   */
  List<InternalLocation> read(Section top, List<String> publicPrefixes) {
    List<InternalLocation> internal = new ArrayList<>();
    for (Opened opened : locations.locations(top)) {
      location(opened).ifPresent(internal::add);
    }
    fallbacks.check(publicPrefixes, internal);
    return internal;
  }

  private Optional<InternalLocation> location(Opened opened) {
    Section section = opened.section();
    List<String> sorts =
        Stream.of(LocationKeys.INTERNAL.root().name(), "http", "s3")
            .filter(sort -> section.node(sort).isPresent())
            .toList();
    if (sorts.isEmpty()) {
      if (!section.flawed()) {
        report.error(
            opened.line(),
            section.path(),
            section.path() + " has no folder, no `http` and no `s3`.",
            "Write root: FOLDER.");
      }
      return Optional.empty();
    }
    if (sorts.size() > 1) {
      report.error(
          opened.line(),
          section.path(),
          section.path() + " has " + String.join(" and ", sorts) + ", and one place is meant.",
          "Make several locations; `fallback` chains them.");
    }
    return Optional.of(
        switch (sorts.getFirst()) {
          case "http" -> http(opened);
          case "s3" -> s3(opened);
          default -> folder(opened);
        });
  }

  private InternalLocation folder(Opened opened) {
    Section section = opened.section();
    return new InternalLocation.Folder(
        opened.prefix(),
        locations.folder(opened),
        section.value(LocationKeys.ALLOW_DELETE),
        section.value(LocationKeys.INTERNAL.sandbox()),
        locations.access(section),
        fallback(opened));
  }

  private InternalLocation http(Opened opened) {
    Section section = opened.section();
    foldersOnly(section, "web servers");
    return new InternalLocation.Http(
        opened.prefix(),
        stores.http(section.child("http")),
        section.value(LocationKeys.INTERNAL.sandbox()),
        fallback(opened));
  }

  private InternalLocation s3(Opened opened) {
    Section section = opened.section();
    foldersOnly(section, "a bucket");
    S3Store store = stores.s3(section.child("s3"));
    Optional<String> fallback = fallback(opened);
    if (fallback.isPresent() && store.deliver() instanceof S3Store.Deliver.Redirect) {
      report.wrong(
          opened.line(),
          section.fullName(LocationKeys.FALLBACK),
          "clients who are sent to the bucket learn from it what is missing, not the gateway.",
          "Write deliver: through, or remove it.");
    }
    return new InternalLocation.S3(
        opened.prefix(), store, section.value(LocationKeys.INTERNAL.sandbox()), fallback);
  }

  private void foldersOnly(Section section, String sort) {
    for (Key<?> key : FOLDERS_ONLY) {
      section
          .node(key.name())
          .ifPresent(node ->
              report.wrong(
                  node.line(),
                  section.fullName(key),
                  "this is about folders, and the location has " + sort + ".",
                  "Remove it."));
    }
  }

  private Optional<String> fallback(Opened opened) {
    Optional<Item<String>> fallback = opened.section().findItem(LocationKeys.FALLBACK);
    fallback.ifPresent(to -> fallbacks.written(opened.prefix(), to.line()));
    return fallback.map(Item::value);
  }
}
