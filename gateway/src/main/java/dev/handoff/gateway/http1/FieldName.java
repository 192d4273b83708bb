package dev.handoff.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.handoff.ControlFields;
import org.jspecify.annotations.Nullable;

/**
 * The field names the gateway treats by name; every other field is only copied.
 *
 * <p>A head knows the constant of each of its fields, so that the data path compares references,
 * not text.
 */
public enum FieldName {
  HOST("Host", Kind.PLAIN),
  CONTENT_LENGTH("Content-Length", Kind.FRAMING),
  TRANSFER_ENCODING("Transfer-Encoding", Kind.FRAMING),
  CONNECTION("Connection", Kind.HOP_BY_HOP),
  KEEP_ALIVE("Keep-Alive", Kind.HOP_BY_HOP),
  PROXY_CONNECTION("Proxy-Connection", Kind.HOP_BY_HOP),
  PROXY_AUTHENTICATE("Proxy-Authenticate", Kind.HOP_BY_HOP),
  PROXY_AUTHORIZATION("Proxy-Authorization", Kind.HOP_BY_HOP),
  TE("TE", Kind.HOP_BY_HOP),
  TRAILER("Trailer", Kind.PLAIN),
  UPGRADE("Upgrade", Kind.HOP_BY_HOP),
  HTTP2_SETTINGS("HTTP2-Settings", Kind.HOP_BY_HOP),
  EXPECT("Expect", Kind.PLAIN),

  RANGE("Range", Kind.CONDITION),
  IF_RANGE("If-Range", Kind.CONDITION),
  IF_MATCH("If-Match", Kind.CONDITION),
  IF_NONE_MATCH("If-None-Match", Kind.CONDITION),
  IF_MODIFIED_SINCE("If-Modified-Since", Kind.CONDITION),
  IF_UNMODIFIED_SINCE("If-Unmodified-Since", Kind.CONDITION),

  ACCEPT("Accept", Kind.PLAIN),
  ACCEPT_ENCODING("Accept-Encoding", Kind.PLAIN),
  AUTHORIZATION("Authorization", Kind.PLAIN),
  COOKIE("Cookie", Kind.PLAIN),
  REFERER("Referer", Kind.PLAIN),
  USER_AGENT("User-Agent", Kind.PLAIN),

  FORWARDED("Forwarded", Kind.FORWARDING),
  X_FORWARDED_FOR("X-Forwarded-For", Kind.FORWARDING),
  X_FORWARDED_HOST("X-Forwarded-Host", Kind.FORWARDING),
  X_FORWARDED_PROTO("X-Forwarded-Proto", Kind.FORWARDING),
  X_REAL_IP("X-Real-IP", Kind.FORWARDING),
  /** Any other X-Forwarded-* name. */
  OTHER_FORWARDED("X-Forwarded-", Kind.FORWARDING),

  ACCEPT_RANGES("Accept-Ranges", Kind.PLAIN),
  AGE("Age", Kind.PLAIN),
  CACHE_CONTROL("Cache-Control", Kind.PLAIN),
  CONTENT_DISPOSITION("Content-Disposition", Kind.PLAIN),
  CONTENT_ENCODING("Content-Encoding", Kind.PLAIN),
  CONTENT_RANGE("Content-Range", Kind.PLAIN),
  CONTENT_SECURITY_POLICY("Content-Security-Policy", Kind.PLAIN),
  CONTENT_TYPE("Content-Type", Kind.PLAIN),
  DATE("Date", Kind.PLAIN),
  ETAG("ETag", Kind.PLAIN),
  EXPIRES("Expires", Kind.PLAIN),
  LAST_MODIFIED("Last-Modified", Kind.PLAIN),
  LOCATION("Location", Kind.PLAIN),
  SERVER("Server", Kind.PLAIN),
  SET_COOKIE("Set-Cookie", Kind.PLAIN),
  STRICT_TRANSPORT_SECURITY("Strict-Transport-Security", Kind.PLAIN),
  VARY("Vary", Kind.PLAIN),
  X_CONTENT_TYPE_OPTIONS("X-Content-Type-Options", Kind.PLAIN),

  X_ACCEL_REDIRECT("X-Accel-Redirect", Kind.CONTROL),
  X_SENDFILE("X-Sendfile", Kind.CONTROL),
  X_LIGHTTPD_SEND_FILE("X-LIGHTTPD-send-file", Kind.CONTROL),
  X_ACCEL_LIMIT_RATE("X-Accel-Limit-Rate", Kind.CONTROL),
  X_ACCEL_BUFFERING("X-Accel-Buffering", Kind.CONTROL),
  X_ACCEL_EXPIRES("X-Accel-Expires", Kind.CONTROL),
  X_ACCEL_CHARSET("X-Accel-Charset", Kind.CONTROL),
  X_ARCHIVE_FILES("X-Archive-Files", Kind.CONTROL),
  HANDOFF("Handoff", Kind.CONTROL),
  X_SENDFILE_TYPE("X-Sendfile-Type", Kind.CONTROL),
  X_ACCEL_MAPPING("X-Accel-Mapping", Kind.CONTROL),
  X_REDIRECT_MAP("X-Redirect-Map", Kind.CONTROL),
  HANDOFF_FRONT("Handoff-Front", Kind.CONTROL),
  HANDOFF_EXPLAIN("Handoff-Explain", Kind.CONTROL),
  /** Any other name of those families: X-Accel-*, X-Sendfile*, X-LIGHTTPD-*, Handoff-* and more. */
  OTHER_CONTROL("X-Accel-", Kind.CONTROL),

  /**
   * A name that equals one of the above but for {@code _} in place of {@code -}. WSGI, CGI and PHP
   * fold the two, so passing it on would hand the app a second Host or a forged map.
   */
  FOLDED("", Kind.CONTROL);

  /** What stripping does with a name. */
  public enum Kind {
    PLAIN,
    /** Describes this message's framing; each side writes its own. */
    FRAMING,
    /** Meant for the next peer only (RFC 9110 §7.6.1). */
    HOP_BY_HOP,
    /** Preconditions and ranges: the gateway decides them for what it delivers. */
    CONDITION,
    /** Says who the client is; believed from trusted proxies only. */
    FORWARDING,
    /** Speaks between app and front; never crosses to or from a client. */
    CONTROL
  }

  private static final int SLOTS = 256;
  private static final @Nullable FieldName[] TABLE = new FieldName[SLOTS];

  static {
    for (FieldName name : values()) {
      if (name != OTHER_FORWARDED && name != OTHER_CONTROL && name != FOLDED) {
        int slot = slot(hash(name.folded, 0, name.folded.length));
        while (TABLE[slot] != null) {
          slot = (slot + 1) & (SLOTS - 1);
        }
        TABLE[slot] = name;
      }
    }
  }

  private final String text;
  private final Kind kind;

  @SuppressWarnings("ImmutableEnumChecker") // never written to
  private final byte[] folded;

  @SuppressWarnings("ImmutableEnumChecker") // never written to; shared to save a copy per field
  private final byte[] prefix;

  FieldName(String text, Kind kind) {
    this.text = text;
    this.kind = kind;
    this.folded = text.toLowerCase(java.util.Locale.ROOT).getBytes(ISO_8859_1);
    this.prefix = (text + ": ").getBytes(ISO_8859_1);
  }

  /** The name as this gateway writes it. */
  public String text() {
    return text;
  }

  public Kind kind() {
    return kind;
  }

  /** {@code "Name: "} in octets, to be copied in front of a value. */
  public byte[] linePrefix() {
    return prefix;
  }

  /** The constant for a name in any case, or null for a field that is only copied. */
  static @Nullable FieldName of(byte[] octets, int from, int to) {
    boolean underscore = false;
    int h = 0;
    for (int i = from; i < to; i++) {
      byte c = octets[i];
      underscore |= c == '_';
      h = 31 * h + fold(c);
    }
    int slot = slot(h);
    for (FieldName name = TABLE[slot]; name != null; name = TABLE[slot]) {
      if (name.sameAs(octets, from, to)) {
        return underscore ? FOLDED : name;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return ofFamily(octets, from, to);
  }

  /** The constant for a name, or null for a field that is only copied. */
  public static @Nullable FieldName of(String name) {
    byte[] octets = name.getBytes(ISO_8859_1);
    return of(octets, 0, octets.length);
  }

  private static @Nullable FieldName ofFamily(byte[] octets, int from, int to) {
    if (startsWith(octets, from, to, "x-forwarded-")) {
      return OTHER_FORWARDED;
    }
    if (ControlFields.isControl(octets, from, to) || startsWith(octets, from, to, "x-archive-")) {
      return OTHER_CONTROL;
    }
    return null;
  }

  private static boolean startsWith(byte[] octets, int from, int to, String start) {
    if (to - from < start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (fold(octets[from + i]) != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean sameAs(byte[] octets, int from, int to) {
    if (to - from != folded.length) {
      return false;
    }
    for (int i = 0; i < folded.length; i++) {
      if (fold(octets[from + i]) != folded[i]) {
        return false;
      }
    }
    return true;
  }

  private static int hash(byte[] octets, int from, int to) {
    int h = 0;
    for (int i = from; i < to; i++) {
      h = 31 * h + fold(octets[i]);
    }
    return h;
  }

  private static int slot(int hash) {
    return (hash ^ (hash >>> 15)) & (SLOTS - 1);
  }

  private static int fold(byte c) {
    if (c >= 'A' && c <= 'Z') {
      return c + ('a' - 'A');
    }
    return c == '_' ? '-' : c;
  }
}
