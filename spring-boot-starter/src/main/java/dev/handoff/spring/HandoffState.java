package dev.handoff.spring;

import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.files.FileRoot;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What operators are shown: who delivers, what a front has, whether the roots can be read. */
final class HandoffState {
  private final HandoffSettings settings;
  private final DeliveryCounts counts;

  HandoffState(HandoffSettings settings, DeliveryCounts counts) {
    this.settings = settings;
    this.counts = counts;
  }

  String front() {
    return settings
        .front()
        .fixedDialect()
        .map(dialect -> dialect.name().toLowerCase(Locale.ROOT))
        .orElse(settings.front().isAuto() ? "auto" : "none");
  }

  DeliveryCounts counts() {
    return counts;
  }

  /** Which folder is which URI, as the app says or, if it does not, as the front last said. */
  Map<String, String> map() {
    Map<String, String> shown = new LinkedHashMap<>();
    effective()
        .entries()
        .forEach(entry -> shown.put(entry.prefix().toUtf8Text(), entry.base().toUtf8Text()));
    return shown;
  }

  private RedirectMap effective() {
    Optional<String> told = counts.seen().flatMap(DeliveryCounts.Seen::map);
    if (told.isEmpty()) {
      return settings.map();
    }
    try {
      return RedirectMap.parse(told.get());
    } catch (RedirectMap.Unusable e) {
      return settings.map();
    }
  }

  /** Which of the roots can be read; empty where anything may be sent. */
  Map<String, Boolean> roots() {
    Map<String, Boolean> readable = new LinkedHashMap<>();
    for (FileRoot root : settings.roots()) {
      readable.put(
          root.path().toString(),
          Files.isDirectory(root.path()) && Files.isExecutable(root.path()));
    }
    return readable;
  }
}
