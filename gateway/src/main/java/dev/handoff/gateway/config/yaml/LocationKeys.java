package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.FileAccess.Symlinks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of public and internal locations. */
final class LocationKeys {
  private static final Kind<Symlinks> SYMLINKS =
      Kind.choice(
          List.of(
              Map.entry("inside", Symlinks.INSIDE),
              Map.entry("never", Symlinks.NEVER),
              Map.entry("any", Symlinks.ANY)));

  /** What both sorts of location have. */
  record Common(
      String pattern,
      Key<Path> root,
      Key<Symlinks> symlinks,
      Key<Boolean> hiddenFiles,
      Key<Boolean> sandbox) {}

  static final Common PUBLIC =
      common("public", "Folder anybody may read; `PREFIX: FOLDER` is the short form.", "false");
  static final Key<Optional<String>> CACHE =
      Key.one(
          "public.*.cache",
          CacheControls.KIND,
          "off",
          "Cache-Control of its files: `1h`, `1y immutable`, or a value as it is sent.");
  static final Key<String> INDEX =
      Key.list(
          "public.*.index",
          Paths.FILE_NAME,
          List.of("index.html"),
          "Files tried, in this order, for a path that ends in a slash; `off`: none.");
  static final Key<Boolean> PRECOMPRESSED =
      Key.one(
          "public.*.precompressed",
          Kind.YES_NO,
          "false",
          "Send `.br`, `.zst` or `.gz` beside a file to clients that accept it.");

  static final Common INTERNAL =
      common(
          "internal", "Folder only a handoff reaches; `PREFIX: FOLDER` is the short form.", "true");
  static final Key<String> FALLBACK =
      Key.optional(
          "internal.*.fallback",
          Prefixes.KIND,
          "404",
          "Internal location that is asked for the same name when this one has no such file.");
  static final Key<Boolean> ALLOW_DELETE =
      Key.one(
          "internal.*.allow_delete",
          Kind.YES_NO,
          "false",
          "Apps may have a file deleted once it was delivered whole.");

  static final List<Key<?>> ALL =
      List.of(
          PUBLIC.root,
          CACHE,
          INDEX,
          PRECOMPRESSED,
          PUBLIC.symlinks,
          PUBLIC.hiddenFiles,
          PUBLIC.sandbox,
          INTERNAL.root,
          ALLOW_DELETE,
          INTERNAL.symlinks,
          INTERNAL.hiddenFiles,
          INTERNAL.sandbox,
          FALLBACK);

  private LocationKeys() {}

  private static Common common(String part, String rootDescription, String sandbox) {
    String pattern = part + ".*";
    return new Common(
        pattern,
        part.equals("public")
            ? Key.required(pattern + ".root", Paths.FOLDER, rootDescription)
            : Key.optional(pattern + ".root", Paths.FOLDER, "`http` or `s3`", rootDescription),
        Key.one(
            pattern + ".symlinks",
            SYMLINKS,
            "inside",
            "Symbolic links are followed when they end below the folder (`inside`), `never`, or `any`."),
        Key.one(
            pattern + ".hidden_files",
            Kind.YES_NO,
            "false",
            "Deliver names that begin with a dot, and what lies in such folders."),
        Key.one(
            pattern + ".sandbox",
            Kind.YES_NO,
            sandbox,
            "Send `Content-Security-Policy: sandbox` with HTML, SVG and XML."));
  }
}
