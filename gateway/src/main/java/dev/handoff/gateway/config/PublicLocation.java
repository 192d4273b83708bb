package dev.handoff.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder anybody may read.
 *
 * @param prefix with leading and trailing slash
 * @param cacheControl value of Cache-Control; empty: none is sent
 * @param index file names tried for a path that ends in a slash
 * @param precompressed look for {@code .br}, {@code .zst} and {@code .gz} siblings
 * @param sandbox send {@code Content-Security-Policy: sandbox} with active types; off by default
 */
public record PublicLocation(
    String prefix,
    Path root,
    Optional<String> cacheControl,
    List<String> index,
    boolean precompressed,
    boolean sandbox,
    FileAccess access) {

  public PublicLocation {
    index = List.copyOf(index);
  }
}
