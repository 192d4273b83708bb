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
