package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.yaml.Section.Item;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code may_deliver}: which internal locations an app may name. */
final class Grants {
  private final Report report;
  private final List<String> publicPrefixes;
  private final List<String> internalPrefixes;

  Grants(Report report, List<String> publicPrefixes, List<String> internalPrefixes) {
    this.report = report;
    this.publicPrefixes = publicPrefixes;
    this.internalPrefixes = internalPrefixes;
  }

  /**
   * @param only there is no other app, so what is internal must be for this one
   */
  List<String> of(Section app, boolean only) {
    Optional<List<Item<String>>> written = app.findItems(AppKeys.MAY_DELIVER);
    if (written.isPresent()) {
      written.get().forEach(item -> check(app, item));
      return written.get().stream().map(Item::value).distinct().toList();
    }
    List<String> granted = only ? internalPrefixes : List.of();
    app.recordComputed(AppKeys.MAY_DELIVER, Section.many(granted, Function.identity()));
    if (!only && !internalPrefixes.isEmpty()) {
      String key = app.fullName(AppKeys.MAY_DELIVER);
      report.warn(
          app.line(),
          key,
          key + " is missing; with several apps it means that this one cannot hand off.",
          "Add may_deliver: [" + internalPrefixes.getFirst() + "], or [] if that is meant.");
    }
    return granted;
  }

  private void check(Section app, Item<String> item) {
    String named = item.value();
    if (internalPrefixes.contains(named)) {
      return;
    }
    String why;
    String fix;
    Optional<String> above = internalPrefixes.stream().filter(named::startsWith).findFirst();
    if (publicPrefixes.contains(named)) {
      why = named + " is public, and what is public needs no grant.";
      fix = "Remove it here.";
    } else if (above.isPresent()) {
      why = named + " lies inside a location, and a grant is for a whole one.";
      fix = "Write " + above.get() + ", or make " + named + " a location of its own.";
    } else {
      why = named + " is no internal location of this file.";
      fix =
          Nearest.to(named, internalPrefixes)
              .map(near -> "Did you mean " + near + "?")
              .orElse(
                  internalPrefixes.isEmpty()
                      ? "Add it under internal."
                      : "Internal here: " + String.join(", ", internalPrefixes) + ".");
    }
    report.wrong(item.line(), app.fullName(AppKeys.MAY_DELIVER), why, fix);
  }
}
