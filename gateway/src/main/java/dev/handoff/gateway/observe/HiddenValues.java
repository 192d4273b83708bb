package dev.handoff.gateway.observe;

import dev.handoff.core.links.LinkQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes secrets out of URLs before they are logged: links, values of the query parameters an
 * operator named, and passwords in front of a host.
 *
 * <p>Works on any text, so that a URL inside a sentence or inside another URL's parameter is found,
 * too. Names are compared without regard to case, decoded once. Does not find what is no parameter:
 * a secret in a path stays. Immutable.
 */
final class HiddenValues {
  private static final String SHOWN = "...";
  private static final int LONGEST_NAME = 300;

  private final Set<String> names = new HashSet<>();

  HiddenValues(List<String> names) {
    names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
  }

  /** The text as it may be logged. */
  String hide(String text) {
    return withoutParameters(withoutPassword(LinkQuery.withoutLinks(text)));
  }

  private String withoutParameters(String text) {
    StringBuilder shown = null;
    int copied = 0;
    for (int at = 0; at < text.length(); ) {
      int encoded = encodedDelimiter(text, at);
      if (encoded == 0 && !isDelimiter(text.charAt(at))) {
        at++;
        continue;
      }
      int name = at + Math.max(encoded, 1);
      int equals = endOfName(text, name);
      int sign = equals < text.length() ? signAt(text, equals) : 0;
      if (sign == 0 || !names.contains(decoded(text.substring(name, equals)))) {
        at = name;
        continue;
      }
      int value = equals + sign;
      int end = endOfValue(text, value, sign > 1);
      shown = shown == null ? new StringBuilder(text.length()) : shown;
      shown.append(text, copied, value).append(SHOWN);
      copied = end;
      at = end;
    }
    return shown == null ? text : shown.append(text, copied, text.length()).toString();
  }

  private static boolean isDelimiter(char c) {
    return c == '?' || c == '&' || c == ';' || c == '#';
  }

  private static boolean isEnd(char c) {
    return c == '&' || c == ';' || c == '#' || c <= ' ' || c == '"' || c == '\'';
  }

  /** Length of a {@code ? & ; #} that is percent-encoded, as in a URL inside a parameter; or 0. */
  private static int encodedDelimiter(String text, int at) {
    String octet = encodedOctet(text, at);
    return switch (octet) {
      case "3F", "26", "3B", "23" -> 3;
      default -> 0;
    };
  }

  /** Length of an equals sign, plain or encoded; or 0. */
  private static int signAt(String text, int at) {
    if (text.charAt(at) == '=') {
      return 1;
    }
    return encodedOctet(text, at).equals("3D") ? 3 : 0;
  }

  private static String encodedOctet(String text, int at) {
    return text.charAt(at) == '%' && at + 3 <= text.length()
        ? text.substring(at + 1, at + 3).toUpperCase(Locale.ROOT)
        : "";
  }

  private static int endOfName(String text, int from) {
    int end = from;
    int most = Math.min(text.length(), from + LONGEST_NAME);
    while (end < most
        && !isDelimiter(text.charAt(end))
        && !isEnd(text.charAt(end))
        && signAt(text, end) == 0
        && encodedDelimiter(text, end) == 0) {
      end++;
    }
    return end;
  }

  private static int endOfValue(String text, int from, boolean encoded) {
    int end = from;
    // Not at ";" nor at a quotation mark: both may stand in a secret.
    while (end < text.length()
        && text.charAt(end) != '&'
        && text.charAt(end) != '#'
        && text.charAt(end) > ' '
        && !(encoded && encodedDelimiter(text, end) > 0)) {
      end++;
    }
    return end;
  }

  private static String decoded(String name) {
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      int high = digit(name, i + 1);
      int low = digit(name, i + 2);
      if (name.charAt(i) == '%' && high >= 0 && low >= 0) {
        text.append((char) (high << 4 | low));
        i += 2;
      } else {
        text.append(name.charAt(i));
      }
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }

  private static int digit(String text, int at) {
    return at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
  }

  /** {@code https://user:password@host/}: an address bar or a configuration may have had it. */
  private static String withoutPassword(String text) {
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      return text;
    }
    StringBuilder shown = null;
    int copied = 0;
    for (; scheme >= 0; scheme = text.indexOf("://", scheme + 3)) {
      int from = scheme + 3;
      int end = from;
      while (end < text.length()
          && "/?#".indexOf(text.charAt(end)) < 0
          && !isEnd(text.charAt(end))) {
        end++;
      }
      int at = text.lastIndexOf('@', end - 1);
      if (at >= from) {
        shown = shown == null ? new StringBuilder(text.length()) : shown;
        shown.append(text, copied, from).append(SHOWN);
        copied = at;
      }
    }
    return shown == null ? text : shown.append(text, copied, text.length()).toString();
  }
}
