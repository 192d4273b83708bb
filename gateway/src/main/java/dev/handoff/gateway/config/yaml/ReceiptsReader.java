package dev.handoff.gateway.config.yaml;

import dev.handoff.core.receipts.ReceiptKey;
import dev.handoff.gateway.config.ReceiptsConfig;
import dev.handoff.gateway.config.yaml.Section.Item;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code receipts}: none are taken without the key; with it, an address and a key are required. */
final class ReceiptsReader {
  private static final long MB = 1 << 20;

  private static final Key<URI> URL =
      Key.required(
          "receipts.url",
          new Kind<>("`http://host:port/path` or https", ReceiptsReader::url, URI::toString),
          "Where receipts of deliveries are posted. Without `receipts` none are taken.");
  private static final Key<String> KEY_ID =
      Key.required(
          "receipts.key.id", LinkKeys.KEY_ID.kind(), "Name of the key in every signature.");
  private static final Key<SecretReference> KEY_SECRET =
      Key.required(
          "receipts.key.secret",
          SecretReference.KIND,
          "Signs every batch: base64 of at least 32 octets, as `handoff keygen` prints it.");
  private static final Key<Path> SPOOL =
      Key.optional(
          "receipts.spool",
          Paths.FOLDER,
          "in memory, lost at the end",
          "Folder of the journal, the gateway's alone: what was not sent survives a crash.");
  private static final Key<Long> MAX =
      Key.one(
          "receipts.max",
          Sizes.between(MB, 1L << 40),
          "64MB",
          "Most that waits to be sent; beyond it the oldest receipts are dropped.");
  private static final Key<Integer> BATCH =
      Key.one("receipts.batch", Kind.number(1, 10_000), "500", "Most receipts in one request.");
  private static final Key<Duration> EVERY =
      Key.one(
          "receipts.every",
          Times.between(Duration.ZERO, Duration.ofHours(1)),
          "5s",
          "Longest a receipt waits for more before it is sent.");

  static final List<Key<?>> KEYS = List.of(URL, KEY_ID, KEY_SECRET, SPOOL, MAX, BATCH, EVERY);

  private final Report report;
  private final Surroundings surroundings;
  private final StoreFiles files;

  ReceiptsReader(Report report, Surroundings surroundings, StoreFiles files) {
    this.report = report;
    this.surroundings = surroundings;
    this.files = files;
  }

  Optional<ReceiptsConfig> read(Section top) {
    if (top.node("receipts").isEmpty()) {
      report.set(URL.path(), new Setting.Value.Absent("off"), new Setting.Origin.BuiltIn());
      return Optional.empty();
    }
    Section receipts = top.child("receipts");
    Optional<URI> url = receipts.find(URL);
    Optional<ReceiptKey> key = key(receipts);
    Optional<Item<Path>> spool = receipts.findItem(SPOOL);
    Optional<Path> folder = spool.map(item -> files.cacheFolder(item, receipts.fullName(SPOOL)));
    folder.ifPresent(
        path -> receipts.recordResolved(SPOOL, path.toString(), spool.orElseThrow().line()));
    long max = receipts.value(MAX);
    int batch = receipts.value(BATCH);
    Duration every = receipts.value(EVERY);
    return url.isPresent() && key.isPresent()
        ? Optional.of(new ReceiptsConfig(url.get(), key.get(), folder, max, batch, every))
        : Optional.empty();
  }

  private Optional<ReceiptKey> key(Section receipts) {
    if (receipts.node("key").isEmpty()) {
      report.error(
          receipts.line(),
          "receipts.key",
          "receipts.key is missing, so nobody could tell a receipt from a forged one.",
          "Run handoff keygen --out FILE and write key: { id: r1, secret: file:FILE }.");
      return Optional.empty();
    }
    Section key = receipts.child("key");
    Optional<String> id = key.find(KEY_ID);
    Optional<Item<SecretReference>> reference = key.findItem(KEY_SECRET);
    if (id.isEmpty() || reference.isEmpty()) {
      return Optional.empty();
    }
    String name = key.fullName(KEY_SECRET);
    try {
      return surroundings
          .secret(reference.get(), name)
          .map(text -> ReceiptKey.ofBase64(id.get(), text.reveal()));
    } catch (IllegalArgumentException e) {
      report.wrong(reference.get().line(), name, e.getMessage() + ".", "");
      return Optional.empty();
    }
  }

  private static Parsed<URI> url(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return Parsed.bad(Quoted.of(text) + " is not a URL.", "");
    }
    String path = url.getRawPath();
    boolean web =
        "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    if (!web || url.getHost() == null || url.getPort() > 65_535 || url.getPort() == 0) {
      return Parsed.bad(
          Quoted.of(text) + " is neither http://host:port/path nor https.",
          "Write the address where the app takes receipts.");
    }
    if (url.getRawUserInfo() != null) {
      return Parsed.bad(
          "the URL holds a user name or password.", "Remove it; the signature proves who sends.");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return Parsed.bad(Quoted.of(text) + " has a query or a fragment.", "Write the path alone.");
    }
    if (path.isEmpty() || path.equals("/")) {
      return Parsed.bad(
          Quoted.of(text) + " has no path, and clients cannot be kept from all of the app.",
          "Give receipts a path of their own, such as /receipts.");
    }
    if (path.matches(".*[%;\\\\].*") || path.contains("//") || !url.normalize().equals(url)) {
      return Parsed.bad(
          Quoted.of(text) + " has a path that programs may read differently.",
          "Write it without `%`, `;`, `.`, `..` and empty segments.");
    }
    return Parsed.good(url);
  }
}
