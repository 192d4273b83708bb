package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.config.LogConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every key of the file. Those of apps, locations and links stand in classes of their own. */
final class Keys {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration INSTANT = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final long KB = 1 << 10;
  private static final long MB = 1 << 20;

  static final Key<ListenAddress> LISTEN_HTTP =
      Key.list(
          "listen.http",
          Addresses.LISTEN,
          List.of("127.0.0.1:8080"),
          "Where plain HTTP is accepted; `listen: ADDRESS` is the short form. Port 0 takes a free one.");
  static final Key<AddressRange> TRUSTED_PROXIES =
      Key.listOr(
          "listen.trusted_proxies",
          AddressRanges.KIND,
          "nobody",
          "Peers whose X-Forwarded-* and Forwarded fields are believed.");

  static final Key<Long> LINE =
      Key.one(
          "limits.line",
          Sizes.between(256, MB),
          "16KB",
          "Longest request line or field line of a client (414, 431).");
  static final Key<Long> HEAD =
      Key.one(
          "limits.head", Sizes.between(KB, MB), "64KB", "Largest request head of a client (431).");
  static final Key<Integer> FIELDS =
      Key.one(
          "limits.fields",
          Kind.number(16, 10_000),
          "256",
          "Most field lines in a head of a client (431).");
  static final Key<Long> APP_HEAD =
      Key.one(
          "limits.app_head",
          Sizes.between(KB, MB),
          "64KB",
          "Largest head of an app's answer (502).");
  static final Key<Integer> RANGES =
      Key.one(
          "limits.ranges",
          Kind.number(1, 1_000),
          "100",
          "Most ranges in one request; with more, the Range field is ignored.");
  static final Key<Integer> H2_STREAMS =
      Key.one(
          "limits.h2_streams",
          Kind.number(1, 10_000),
          "128",
          "Most requests at a time on one HTTP/2 connection.");

  static final Key<Duration> TIMEOUT_HEADER =
      Key.one(
          "timeouts.header",
          Times.between(INSTANT, DAY),
          "10s",
          "For a request head to arrive whole, from its first octet.");
  static final Key<Duration> TIMEOUT_IDLE =
      Key.one(
          "timeouts.idle",
          Times.between(INSTANT, DAY),
          "60s",
          "For a client's connection without a request.");
  static final Key<Duration> TIMEOUT_STALL =
      Key.one(
          "timeouts.stall",
          Times.between(INSTANT, DAY),
          "60s",
          "For a transfer in which no octet moves; there is no limit on its whole time.");
  static final Key<Duration> TIMEOUT_SHUTDOWN =
      Key.one(
          "timeouts.shutdown",
          Times.between(NONE, DAY),
          "30s",
          "For running deliveries to end when the gateway is stopped.");

  static final Key<Integer> OPEN_FILES =
      Key.one(
          "cache.open_files.max", Kind.number(0, 1_000_000), "10000", "Files kept open; 0: none.");
  static final Key<Duration> OPEN_FILES_CHECK =
      Key.one(
          "cache.open_files.check",
          Times.between(NONE, Duration.ofHours(1)),
          "1s",
          "How long a name may go without being looked up again.");
  static final Key<Duration> OPEN_FILES_UNUSED =
      Key.one(
          "cache.open_files.unused",
          Times.between(INSTANT, DAY),
          "60s",
          "When a file nobody asks for is closed.");
  static final Key<Long> MEMORY_TOTAL =
      Key.one(
          "cache.memory.total",
          Sizes.between(0, 1L << 40),
          "16MB",
          "Memory for the content of small files, all together; 0: none.");
  static final Key<Long> MEMORY_FILE =
      Key.one(
          "cache.memory.file",
          Sizes.between(0, 64 * MB),
          "64KB",
          "Largest file whose content is kept in memory.");

  static final Key<LogConfig.Access> LOG_ACCESS =
      Key.one(
          "log.access",
          Paths.ACCESS_LOG,
          "off",
          "Where the access log goes; a file is reopened on SIGHUP.");
  static final Key<LogConfig.Format> LOG_FORMAT =
      Key.one(
          "log.format",
          Kind.choice(
              List.of(
                  Map.entry("combined", LogConfig.Format.COMBINED),
                  Map.entry("json", LogConfig.Format.JSON))),
          "combined",
          "One line per request in either form.");
  static final Key<String> LOG_HIDE =
      Key.list(
          "log.hide",
          RemoteCacheReader.PARAMETER,
          LogConfig.SECRETS,
          "Query parameters whose values are never logged, in whatever case they are written.");

  static final Key<Path> ADMIN =
      Key.optional(
          "admin",
          Addresses.SOCKET,
          "off",
          "Socket for `handoff admin`: revoke, explain, reload, reopen. Only the gateway's user and root may open it.");

  static final Key<SecretReference> EXPLAIN_SECRET =
      Key.required(
          "explain.secret",
          SecretReference.KIND,
          "Lets `handoff explain` see decisions; at least 32 octets. Without `explain` nobody can.");

  /** In the order of the documentation. */
  static final List<Key<?>> ALL = all();

  private Keys() {}

  private static List<Key<?>> all() {
    List<Key<?>> all = new ArrayList<>(List.of(LISTEN_HTTP));
    all.addAll(EdgeKeys.ALL);
    all.add(TRUSTED_PROXIES);
    all.addAll(AppKeys.ALL);
    all.addAll(LocationKeys.ALL);
    all.addAll(StoreKeys.ALL);
    all.addAll(LinkKeys.ALL);
    all.addAll(List.of(LINE, HEAD, FIELDS, APP_HEAD, RANGES, H2_STREAMS));
    all.addAll(ThrottleReader.KEYS);
    all.addAll(List.of(TIMEOUT_HEADER, TIMEOUT_IDLE, TIMEOUT_STALL, TIMEOUT_SHUTDOWN));
    all.addAll(List.of(OPEN_FILES, OPEN_FILES_CHECK, OPEN_FILES_UNUSED));
    all.addAll(List.of(MEMORY_TOTAL, MEMORY_FILE));
    all.addAll(RemoteCacheReader.KEYS);
    all.addAll(List.of(LOG_ACCESS, LOG_FORMAT, LOG_HIDE));
    all.addAll(MetricsReader.KEYS);
    all.addAll(ReceiptsReader.KEYS);
    all.addAll(List.of(EXPLAIN_SECRET, ADMIN));
    return List.copyOf(all);
  }

  /**
   * The names known directly below a map of the file.
   *
   * @param pattern of the map ({@code apps.*}); empty for the top level
   */
  static Set<String> below(String pattern) {
    String parent = pattern.isEmpty() ? "" : pattern + ".";
    Set<String> names = new LinkedHashSet<>();
    for (Key<?> key : ALL) {
      if (key.path().startsWith(parent)) {
        names.add(key.path().substring(parent.length()).split("\\.", 2)[0]);
      }
    }
    return names;
  }
}
