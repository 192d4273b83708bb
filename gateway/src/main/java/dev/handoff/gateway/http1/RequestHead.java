package dev.handoff.gateway.http1;

/** A request head: method, target and fields. */
public final class RequestHead extends Head {
  private static final Method[] KNOWN = {
    Method.GET,
    Method.HEAD,
    Method.POST,
    Method.PUT,
    Method.DELETE,
    Method.OPTIONS,
    Method.CONNECT,
    Method.TRACE
  };

  private int methodStart;
  private int methodEnd;
  private int targetStart;
  private int targetEnd;
  private Method method = Method.OTHER;
  private boolean versionTwo;

  /** The methods routing treats by name. */
  public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    DELETE,
    OPTIONS,
    CONNECT,
    TRACE,
    /** Any other token; names are case-sensitive (RFC 9110 §9.1). */
    OTHER
  }

  @Override
  public void clear() {
    super.clear();
    methodStart = 0;
    methodEnd = 0;
    targetStart = 0;
    targetEnd = 0;
    method = Method.OTHER;
    versionTwo = false;
  }

  /** The version as a log shows it: {@code HTTP/1.1}. */
  public String version() {
    if (versionTwo) {
      return "HTTP/2.0";
    }
    return versionOneOne ? "HTTP/1.1" : "HTTP/1.0";
  }

  public Method method() {
    return method;
  }

  /** The method as the client wrote it. */
  public String methodText() {
    return text(methodStart, methodEnd);
  }

  public int methodStart() {
    return methodStart;
  }

  public int methodEnd() {
    return methodEnd;
  }

  public int targetStart() {
    return targetStart;
  }

  public int targetEnd() {
    return targetEnd;
  }

  /** The target's octets as Latin-1 text. */
  public String target() {
    return text(targetStart, targetEnd);
  }

  /** Whether the connection stays open after this exchange, as far as the client is concerned. */
  public boolean keepsAlive() {
    boolean keep = versionOneOne;
    for (int i = indexOf(FieldName.CONNECTION, 0);
        i >= 0;
        i = indexOf(FieldName.CONNECTION, i + 1)) {
      if (ConnectionOptions.lists(octets, valueStart(i), valueEnd(i), "close")) {
        return false;
      }
      if (!versionOneOne
          && ConnectionOptions.lists(octets, valueStart(i), valueEnd(i), "keep-alive")) {
        keep = true;
      }
    }
    return keep;
  }

  /** Whether the client waits for 100 before it sends the body (RFC 9110 §10.1.1). */
  public boolean expectsContinue() {
    int i = versionOneOne ? indexOf(FieldName.EXPECT, 0) : -1;
    return i >= 0 && valueIs(i, "100-continue");
  }

  void method(int from, int to) {
    methodStart = from;
    methodEnd = to;
    method = methodOf(from, to);
  }

  void target(int from, int to) {
    targetStart = from;
    targetEnd = to;
  }

  /** Came over HTTP/2: for all that is decided by version the same as HTTP/1.1. */
  void versionTwo() {
    versionTwo = true;
  }

  @Override
  void startLine(int from, int to) throws MalformedMessageException {
    int at = from;
    while (at < to && Octets.isToken(octets[at])) {
      at++;
    }
    if (at == from || at == to || octets[at] != ' ') {
      throw new MalformedMessageException(400, "no method before the first space");
    }
    methodStart = from;
    methodEnd = at;
    targetStart = ++at;
    while (at < to && Octets.isTarget(octets[at])) {
      at++;
    }
    targetEnd = at;
    if (at == targetStart || at == to || octets[at] != ' ') {
      throw new MalformedMessageException(400, "an illegal octet in the request target");
    }
    versionOneOne = version(octets, at + 1, to);
    method = methodOf(from, methodEnd);
  }

  /** Reads {@code HTTP/1.1} or {@code HTTP/1.0} that fills {@code [from, to)}. */
  static boolean version(byte[] octets, int from, int to) throws MalformedMessageException {
    boolean shape =
        to - from == 8
            && octets[from] == 'H'
            && octets[from + 1] == 'T'
            && octets[from + 2] == 'T'
            && octets[from + 3] == 'P'
            && octets[from + 4] == '/'
            && isDigit(octets[from + 5])
            && octets[from + 6] == '.'
            && isDigit(octets[from + 7]);
    if (!shape) {
      throw new MalformedMessageException(400, "no HTTP version where one belongs");
    }
    if (octets[from + 5] != '1' || octets[from + 7] > '1') {
      throw new MalformedMessageException(505, "an HTTP version other than 1.0 and 1.1");
    }
    return octets[from + 7] == '1';
  }

  static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  @Override
  void complete() throws MalformedMessageException {
    int host = indexOf(FieldName.HOST, 0);
    if (host < 0) {
      if (versionOneOne) {
        throw new MalformedMessageException(400, "no Host field");
      }
    } else {
      if (indexOf(FieldName.HOST, host + 1) >= 0) {
        throw new MalformedMessageException(400, "two Host fields");
      }
      if (!Authority.isValid(octets, valueStart(host), valueEnd(host))) {
        throw new MalformedMessageException(400, "a Host that is not host or host:port");
      }
    }
    ConnectionOptions.refuseEndToEndNames(this);
    Framing.settle(this, BodyFraming.NONE);
  }

  private Method methodOf(int from, int to) {
    for (Method known : KNOWN) {
      String name = known.name();
      if (name.length() == to - from && sameOctets(from, name)) {
        return known;
      }
    }
    return Method.OTHER;
  }

  private boolean sameOctets(int from, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (octets[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
