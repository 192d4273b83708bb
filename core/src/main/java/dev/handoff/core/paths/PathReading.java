package dev.handoff.core.paths;

/** The slow half of {@link UriPath}: a path that is not plain at first sight. */
final class PathReading {

  /** Octets without a second meaning in a path. */
  private static final boolean[] MEANS_ITSELF = new boolean[128];

  static {
    for (int octet = 0x21; octet < 0x7f; octet++) {
      MEANS_ITSELF[octet] = "%\\;#".indexOf(octet) < 0;
    }
  }

  private final Octets raw;
  private final byte[] forRouting;
  private int routingLength;
  private final byte[] folded;
  private int foldedLength;

  /**
   * Something that would make a path with {@code ..} mean different things to different programs.
   */
  private boolean ambiguous;

  PathReading(Octets raw) {
    this.raw = raw;
    this.forRouting = new byte[raw.length()];
    this.folded = new byte[raw.length()];
  }

  static boolean meansItself(byte octet) {
    return octet >= 0 && MEANS_ITSELF[octet];
  }

  UriPath verdict() {
    if (raw.isEmpty() || raw.at(0) != '/') {
      return refused("the path does not begin with a slash");
    }
    for (int i = 0; i < raw.length(); ) {
      int octet = raw.at(i);
      if (octet <= 0x20 || octet == 0x7f || octet == '#') {
        return refused("octet " + octet + " at offset " + i + " cannot stand in a target");
      }
      boolean escaped = octet == '%';
      if (escaped) {
        if (!PercentEncoding.isEscape(raw, i)) {
          return refused("malformed escape at offset " + i);
        }
        octet = PercentEncoding.escapedAt(raw, i);
        if (octet == 0) {
          return refused("NUL at offset " + i);
        }
      }
      take(octet, escaped, i);
      i += escaped ? 3 : 1;
    }
    if (Utf8.hasOverlong(folded, 0, foldedLength)) {
      return refused("overlong UTF-8");
    }
    return resolved();
  }

  private void take(int octet, boolean escaped, int offset) {
    boolean slash = octet == '/' || octet == '\\';
    if (escaped && slash) {
      for (int k = 0; k < 3; k++) {
        forRouting[routingLength++] = (byte) raw.at(offset + k);
      }
    } else {
      forRouting[routingLength++] = (byte) octet;
    }
    ambiguous |=
        octet == ';'
            || octet == '\\'
            || (escaped && (slash || octet == '.'))
            || (slash && foldedLength > 0 && folded[foldedLength - 1] == '/');
    folded[foldedLength++] = (byte) (slash ? '/' : octet);
  }

  /** Cuts parameters, drops empty and {@code .} segments, resolves {@code ..}. */
  private UriPath resolved() {
    byte[] path = new byte[foldedLength];
    int length = 0;
    boolean endsInSlash = false;
    for (int begin = 1; begin <= foldedLength; ) {
      int end = indexOf('/', begin, foldedLength);
      int cut = indexOf(';', begin, end);
      boolean dots = cut > begin && cut - begin <= 2 && folded[begin] == '.';
      endsInSlash = false;
      if (dots && cut - begin == 2 && folded[begin + 1] == '.') {
        if (ambiguous) {
          return refused("a .. segment beside empty segments, parameters or encoded separators");
        }
        if (length == 0) {
          return refused("a .. segment leads above the root");
        }
        length = lastSlash(path, length);
        endsInSlash = true;
      } else if (cut == begin || (dots && cut - begin == 1)) {
        endsInSlash = true;
      } else {
        path[length++] = '/';
        System.arraycopy(folded, begin, path, length, cut - begin);
        length += cut - begin;
      }
      begin = end + 1;
    }
    if (endsInSlash) {
      path[length++] = '/';
    }
    Octets fully = Octets.wrap(path).slice(0, length);
    if (fully.equals(raw)) {
      return new UriPath.Plain(raw);
    }
    return new UriPath.Normalised(raw, Octets.wrap(forRouting).slice(0, routingLength), fully);
  }

  private int indexOf(char octet, int from, int to) {
    for (int i = from; i < to; i++) {
      if (folded[i] == octet) {
        return i;
      }
    }
    return to;
  }

  private static int lastSlash(byte[] path, int length) {
    int i = length - 1;
    while (path[i] != '/') {
      i--;
    }
    return i;
  }

  private static UriPath refused(String reason) {
    return new UriPath.Refused(400, reason);
  }
}
