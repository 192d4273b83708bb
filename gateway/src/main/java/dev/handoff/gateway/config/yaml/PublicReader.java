package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.PublicLocation;
import dev.handoff.gateway.config.yaml.LocationReader.Opened;
import dev.handoff.gateway.config.yaml.Section.Item;
import java.util.List;

/** {@code public}: folders anybody may read. */
final class PublicReader {
  private final LocationReader locations;

  PublicReader(LocationReader locations) {
    this.locations = locations;
  }

  List<PublicLocation> read(Section top) {
    return locations.locations(top).stream().map(this::location).toList();
  }

  private PublicLocation location(Opened opened) {
    Section section = opened.section();
    return new PublicLocation(
        opened.prefix(),
        locations.folder(opened),
        section.value(LocationKeys.CACHE),
        index(section),
        section.value(LocationKeys.PRECOMPRESSED),
        section.value(LocationKeys.PUBLIC.sandbox()),
        locations.access(section));
  }

  private static List<String> index(Section section) {
    List<String> names =
        section
            .findItems(LocationKeys.INDEX)
            .map(items -> items.stream().map(Item::value).toList())
            .orElseGet(LocationKeys.INDEX::presetValues);
    return names.equals(List.of("off")) ? List.of() : names;
  }
}
