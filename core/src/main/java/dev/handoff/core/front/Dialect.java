package dev.handoff.core.front;

/** The servers that deliver what an app names, each told in its own way. */
public enum Dialect {
  /** nginx: {@code X-Accel-Redirect} with a URI of an internal location. */
  NGINX("nginx", true),
  /** Apache with mod_xsendfile: {@code X-Sendfile} with the path, octet for octet. */
  APACHE("Apache", false),
  /** lighttpd: {@code X-Sendfile} with the path, percent-encoded. */
  LIGHTTPD("lighttpd", false),
  /** Caddy, configured as documented: {@code X-Accel-Redirect} with a URI. */
  CADDY("Caddy", true),
  /** Our gateway: either field, and {@code Handoff} for what others cannot do. */
  HANDOFF("the gateway", false);

  private final String text;
  private final boolean needsMap;

  Dialect(String text, boolean needsMap) {
    this.text = text;
    this.needsMap = needsMap;
  }

  /** Whether it knows files by a URI alone, so that a redirect map has to say which. */
  public boolean needsMap() {
    return needsMap;
  }

  /** For people. */
  @Override
  public String toString() {
    return text;
  }
}
