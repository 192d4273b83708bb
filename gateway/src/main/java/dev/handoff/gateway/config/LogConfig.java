package dev.handoff.gateway.config;

import java.nio.file.Path;

/** Where the access log goes. */
public record LogConfig(Access access, Format format) {
  public static final LogConfig DEFAULT = new LogConfig(new Access.Off(), Format.COMBINED);

  /** The destination. */
  public sealed interface Access {
    record Off() implements Access {}

    record Stdout() implements Access {}

    /** Reopened on SIGHUP, so that it can be rotated. */
    record ToFile(Path file) implements Access {}
  }

  /** One line per request in either form. */
  public enum Format {
    COMBINED,
    JSON
  }
}
