package dev.handoff.gateway.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the access log goes.
 *
 * @param hide names of query parameters whose values are never logged
 */
public record LogConfig(Access access, Format format, List<String> hide) {
  /** What carries a secret at stores, content networks and most apps. */
  public static final List<String> SECRETS =
      List.of(
          "X-Amz-Signature",
          "X-Amz-Credential",
          "X-Amz-Security-Token",
          "X-Goog-Signature",
          "X-Goog-Credential",
          "Signature",
          "sig",
          "token",
          "access_token",
          "id_token",
          "refresh_token",
          "key",
          "api_key",
          "apikey",
          "secret",
          "password",
          "auth");

  public static final LogConfig DEFAULT = new LogConfig(new Access.Off(), Format.COMBINED, SECRETS);

  public LogConfig {
    hide = List.copyOf(hide);
  }

  /** With the default list of what is hidden. */
  public LogConfig(Access access, Format format) {
    this(access, format, SECRETS);
  }

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
