package dev.handoff.gateway.config;

import dev.handoff.core.links.LinkKey;
import java.time.Duration;
import java.util.List;

/**
 * Signed links that the gateway checks by itself.
 *
 * @param keys all verify; none when there are no links
 * @param paths what links permit, in the order of the file
 * @param tolerance how far clocks may differ
 */
public record LinksConfig(List<LinkKey> keys, List<LinkPath> paths, Duration tolerance) {
  /** No links. */
  public static final LinksConfig NONE =
      new LinksConfig(List.of(), List.of(), Duration.ofSeconds(30));

  public LinksConfig {
    keys = List.copyOf(keys);
    paths = List.copyOf(paths);
  }

  /**
   * Where links lead.
   *
   * @param prefix with leading and trailing slash, as clients see it
   * @param from prefix of an internal location: its files are delivered
   */
  public record LinkPath(String prefix, String from) {}
}
