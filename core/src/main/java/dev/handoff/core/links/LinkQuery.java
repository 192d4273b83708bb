package dev.handoff.core.links;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The query of a URL, with and without the link in it. */
public final class LinkQuery {
  /** Name of the parameter that carries a link. */
  public static final String PARAMETER = "h";

  private LinkQuery() {}

  /**
   * A query taken apart.
   *
   * @param token value of the one {@code h} parameter; empty when there is none
   * @param rest everything else, in order
   */
  public record Parts(Optional<String> token, String rest) {}

  /**
   * Takes a query apart. Two {@code h} parameters contradict each other: there is no token then.
   *
   * @param raw what stands behind the question mark; may be empty
   */
  public static Parts split(String raw) {
    List<String> tokens = new ArrayList<>(1);
    List<String> others = new ArrayList<>();
    for (String pair : raw.split("&", -1)) {
      if (isToken(pair)) {
        tokens.add(pair.substring(Math.min(pair.length(), PARAMETER.length() + 1)));
      } else {
        others.add(pair);
      }
    }
    Optional<String> token = tokens.size() == 1 ? Optional.of(tokens.get(0)) : Optional.empty();
    return new Parts(token, String.join("&", others));
  }

  /**
   * A URL for a log: links in its query, each a permission for whoever reads it, are left out. So
   * are values of other parameters named {@code h} that begin like a link.
   *
   * @param url a request target, or an absolute URL of another site; nothing is required of it
   */
  public static String withoutLinks(String url) {
    int question = url.indexOf('?');
    if (question < 0 || url.indexOf(PARAMETER + "=", question) < 0) {
      return url;
    }
    StringBuilder shown = new StringBuilder(url.length());
    int copied = 0;
    for (int at = url.indexOf(PARAMETER + "=", question);
        at >= 0;
        at = url.indexOf(PARAMETER + "=", at + 1)) {
      int value = at + PARAMETER.length() + 1;
      // Not only "&h=": mail programs make "&amp;h=" of it, and the link in it is as good.
      if (!Character.isLetterOrDigit(url.charAt(at - 1)) && beginsLikeLink(url, value)) {
        shown.append(url, copied, value).append("...");
        copied = endOfValue(url, value);
      }
    }
    return shown.append(url, copied, url.length()).toString();
  }

  /** A version and a dot, which could be written {@code %2E}. */
  private static boolean beginsLikeLink(String url, int value) {
    int i = value;
    while (i < url.length() && url.charAt(i) >= '0' && url.charAt(i) <= '9') {
      i++;
    }
    return i > value && i < url.length() && (url.charAt(i) == '.' || url.charAt(i) == '%');
  }

  private static int endOfValue(String url, int value) {
    int end = value;
    while (end < url.length() && "&;#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  static boolean isLegal(String query) {
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c <= 0x20 || c >= 0x7F || c == '#') {
        return false;
      }
    }
    // Two links would be none for split, and one too many for whoever verifies.
    return Stream.of(query.split("&", -1)).noneMatch(LinkQuery::isToken);
  }

  private static boolean isToken(String pair) {
    return pair.equals(PARAMETER) || pair.startsWith(PARAMETER + "=");
  }
}
