package dev.handoff.gateway.config;

/**
 * An origin and path the operator chose, such as {@code https://store.example/bucket/}.
 *
 * @param host lower case, without brackets; a name or an IP literal
 * @param port 1 to 65535
 * @param path in origin-form, ASCII, with leading and trailing slash
 */
public record StoreBase(boolean https, String host, int port, String path) {}
