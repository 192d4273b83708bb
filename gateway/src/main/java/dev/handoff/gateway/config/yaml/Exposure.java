package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.config.yaml.LocationReader.Placed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a public folder must not contain, compared where the folders really are. */
final class Exposure {
  private final Report report;
  private final Surroundings surroundings;
  private final List<Placed> publicRoots;
  private final List<Placed> internalRoots;

  Exposure(
      Report report,
      Surroundings surroundings,
      List<Placed> publicRoots,
      List<Placed> internalRoots) {
    this.report = report;
    this.surroundings = surroundings;
    this.publicRoots = publicRoots;
    this.internalRoots = internalRoots;
  }

  void check(Optional<RemoteCache> cache) {
    cache.ifPresent(this::check);
    for (Placed open : publicRoots) {
      for (Placed internal : internalRoots) {
        if (internal.root().real().startsWith(open.root().real())) {
          report.wrong(
              open.line(),
              "public." + open.prefix(),
              Quoted.bare(open.root().path().toString())
                  + " contains the folder of internal."
                  + internal.prefix()
                  + " (line "
                  + internal.line()
                  + "), so anybody could read it.",
              "Move one of the two folders.");
        }
      }
      for (Path secret : surroundings.secretFiles()) {
        if (contains(open, secret)) {
          report.wrong(
              open.line(),
              "public." + open.prefix(),
              "anybody could read the secret in " + Quoted.bare(secret.toString()) + ".",
              "Move the secret elsewhere.");
        }
      }
      if (contains(open, surroundings.file())) {
        report.warn(
            open.line(),
            "public." + open.prefix(),
            "public." + open.prefix() + ": anybody can read this configuration file.",
            "Serve a folder below it, or move the file.");
      }
    }
  }

  /** What the cache writes is nobody's to read, and what it finds there it takes for its own. */
  private void check(RemoteCache cache) {
    for (Placed root : publicRoots) {
      clash("public.", root, cache.dir());
    }
    for (Placed root : internalRoots) {
      clash("internal.", root, cache.dir());
    }
  }

  private void clash(String part, Placed root, Path dir) {
    Path parent = dir.getParent();
    boolean inside = contains(root, dir) || (parent != null && contains(root, parent));
    boolean around = real(dir).filter(real -> root.root().real().startsWith(real)).isPresent();
    if (inside || around) {
      report.wrong(
          root.line(),
          part + root.prefix(),
          Quoted.bare(root.root().path().toString())
              + " and cache.remote.dir lie in one another, and the cache's folder is its own.",
          "Move one of the two.");
    }
  }

  private static boolean contains(Placed open, Path file) {
    return real(file).map(path -> path.startsWith(open.root().real())).orElse(false);
  }

  private static Optional<Path> real(Path file) {
    try {
      return Optional.of(file.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
