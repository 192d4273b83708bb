package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.config.yaml.Section.Item;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code cache.remote}: off without the key; with it, a folder is required. */
final class RemoteCacheReader {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final long KB = 1 << 10;
  private static final long MB = 1 << 20;

  /** Names of query parameters. */
  static final Kind<String> PARAMETER =
      new Kind<>("parameter", RemoteCacheReader::named, name -> name);

  private static final Key<Path> DIR =
      Key.required(
          "cache.remote.dir",
          Paths.FOLDER,
          "Folder for objects of stores, the gateway's alone. Without `remote` none are kept.");
  private static final Key<Long> SIZE =
      Key.one(
          "cache.remote.size",
          Sizes.between(MB, 1L << 50),
          "10GB",
          "Most it takes on disk; what was used longest ago goes first.");
  private static final Key<Long> SLICE =
      Key.one(
          "cache.remote.slice",
          Sizes.between(64 * KB, 64 * MB),
          "1MB",
          "Objects are fetched and kept in pieces of this size.");
  private static final Key<Duration> UNUSED =
      Key.one(
          "cache.remote.unused",
          Times.between(MINUTE, YEAR),
          "7d",
          "When a piece nobody asks for goes.");
  private static final Key<Duration> FRESH =
      Key.one(
          "cache.remote.fresh",
          Times.between(Duration.ZERO, YEAR),
          "0s",
          "How long an object is served without asking its store; 0s: it is asked every time.");
  private static final Key<String> IGNORE_QUERY =
      Key.listOr(
          "cache.remote.ignore_query",
          new Kind<>("parameter", RemoteCacheReader::parameter, name -> name),
          "signatures of S3, CloudFront, Google and Azure",
          "Query parameters that do not tell objects apart.");

  static final List<Key<?>> KEYS = List.of(DIR, SIZE, SLICE, UNUSED, FRESH, IGNORE_QUERY);

  private RemoteCacheReader() {}

  static Optional<RemoteCache> read(Section cache, StoreFiles files) {
    if (cache.node("remote").isEmpty()) {
      Setting.Value off = new Setting.Value.Absent("off");
      cache.report().set(DIR.path(), off, new Setting.Origin.BuiltIn());
      return Optional.empty();
    }
    Section remote = cache.child("remote");
    Optional<Item<Path>> dir = remote.findItem(DIR);
    Optional<Path> folder = dir.map(item -> files.cacheFolder(item, remote.fullName(DIR)));
    folder.ifPresent(path -> remote.recordResolved(DIR, path.toString(), dir.get().line()));
    long size = remote.value(SIZE);
    int slice = Math.toIntExact(remote.value(SLICE));
    List<String> ignored =
        remote
            .findItems(IGNORE_QUERY)
            .map(items -> items.stream().map(Item::value).toList())
            .orElse(RemoteCache.SIGNING);
    if (slice > size) {
      remote
          .report()
          .wrong(
              remote.line(),
              remote.fullName(SLICE),
              "a slice is larger than the whole cache.",
              "Raise size or lower slice.");
    }
    return folder.map(path ->
        new RemoteCache(path, size, slice, remote.value(UNUSED), remote.value(FRESH), ignored));
  }

  private static Parsed<String> named(String text) {
    return text.matches("[!-~&&[^=&#?]]{1,100}")
        ? Parsed.good(text)
        : Parsed.bad(Quoted.of(text) + " is not the name of a query parameter.", "");
  }

  private static Parsed<String> parameter(String text) {
    if (named(text) instanceof Parsed.Bad<String> bad) {
      return bad;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.equals("versionid") || lower.startsWith("response-")
        ? Parsed.bad(
            Quoted.of(text) + " tells objects apart, so that clients would get a wrong one.",
            "Remove it.")
        : Parsed.good(text);
  }
}
