package dev.handoff.core.remote;

/**
 * Scheme, host and port (RFC 6454 §4).
 *
 * @param host lower case, without brackets; a name or an IP literal
 */
public record Origin(boolean https, String host, int port) {

  /** Value of a Host field: the port is left out where it is the scheme's own. */
  public String authority() {
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (https ? 443 : 80) ? bracketed : bracketed + ":" + port;
  }

  @Override
  public String toString() {
    return (https ? "https://" : "http://") + authority();
  }
}
