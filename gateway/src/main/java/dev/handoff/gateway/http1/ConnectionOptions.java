package dev.handoff.gateway.http1;

/** The options a Connection field lists (RFC 9110 §7.6.1). */
public final class ConnectionOptions {
  /** Fields no peer can declare its own: without them the next one reads another request. */
  private static final String[] END_TO_END = {
    "host", "content-length", "transfer-encoding", "cookie", "authorization"
  };

  private ConnectionOptions() {}

  /** Whether the list in {@code octets[from, to)} has {@code option}, which is lower case. */
  static boolean lists(byte[] octets, int from, int to, String option) {
    int at = from;
    while (at < to) {
      int end = at;
      while (end < to && octets[end] != ',') {
        end++;
      }
      int first = at;
      int last = end;
      while (first < last && (octets[first] == ' ' || octets[first] == '\t')) {
        first++;
      }
      while (last > first && (octets[last - 1] == ' ' || octets[last - 1] == '\t')) {
        last--;
      }
      if (same(octets, first, last, option)) {
        return true;
      }
      at = end + 1;
    }
    return false;
  }

  /** Whether field {@code i} of {@code head} is named by one of its Connection fields. */
  public static boolean name(Head head, int i) {
    int connection = head.indexOf(FieldName.CONNECTION, 0);
    if (connection < 0) {
      return false;
    }
    String name = head.text(head.nameStart(i), head.nameEnd(i)).toLowerCase(java.util.Locale.ROOT);
    for (; connection >= 0; connection = head.indexOf(FieldName.CONNECTION, connection + 1)) {
      if (lists(head.octets, head.valueStart(connection), head.valueEnd(connection), name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a Connection field lists anything but {@code close} and {@code keep-alive}. */
  public static boolean nameFields(Head head) {
    for (int i = head.indexOf(FieldName.CONNECTION, 0);
        i >= 0;
        i = head.indexOf(FieldName.CONNECTION, i + 1)) {
      if (!head.valueIs(i, "keep-alive") && !head.valueIs(i, "close")) {
        return true;
      }
    }
    return false;
  }

  static void refuseEndToEndNames(Head head) throws MalformedMessageException {
    if (!nameFields(head)) {
      return;
    }
    for (int i = head.indexOf(FieldName.CONNECTION, 0);
        i >= 0;
        i = head.indexOf(FieldName.CONNECTION, i + 1)) {
      for (String name : END_TO_END) {
        if (lists(head.octets, head.valueStart(i), head.valueEnd(i), name)) {
          throw new MalformedMessageException(400, "a Connection field that names " + name);
        }
      }
    }
  }

  private static boolean same(byte[] octets, int from, int to, String lowerCase) {
    if (to - from != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      int c = octets[from + i];
      if (c >= 'A' && c <= 'Z') {
        c += 'a' - 'A';
      }
      if (c != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
