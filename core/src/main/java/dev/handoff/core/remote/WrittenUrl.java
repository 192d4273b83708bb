package dev.handoff.core.remote;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.core.paths.UnsafePath;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A URL, or a pattern of URLs, as an operator writes it: no query, no user, a path that everybody
 * reads alike.
 *
 * @param host lower case, without brackets; in a pattern it may begin with {@code *.}
 * @param port 1 to 65535
 * @param path in origin-form, ASCII, with leading and trailing slash
 */
public record WrittenUrl(boolean https, String host, int port, String path) {
  private static final String ILLEGAL = "\"#<>\\^`{|}";

  /** What a text turned out to be. */
  public sealed interface Reading {
    record Accepted(WrittenUrl url) implements Reading {}

    /**
     * @param problem a sentence
     * @param fix what to write instead; may be empty
     */
    record Refused(String problem, String fix) implements Reading {}
  }

  /**
   * Reads a URL.
   *
   * @param pattern whether the first label may be a star
   * @param quoted shows what was written
   */
  public static Reading read(String text, boolean pattern, UnaryOperator<String> quoted) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean https = lower.startsWith("https://");
    if (!https && !lower.startsWith("http://")) {
      boolean bare = text.matches("[A-Za-z0-9][A-Za-z0-9_.-]*(:[0-9]+)?(/[!-~]*)?");
      return new Reading.Refused(
          quoted.apply(text) + " is no http:// or https:// URL.",
          bare ? "Write https://" + text + "." : "");
    }
    String rest = text.substring(https ? "https://".length() : "http://".length());
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "/" : rest.substring(slash);
    if (authority.contains("@")) {
      // What stands before the @ may be a password, so it is not repeated.
      return new Reading.Refused(
          "the URL holds a user name or password.", "Write the URL without them; none is sent.");
    }
    if (rest.contains("?") || rest.contains("#")) {
      return new Reading.Refused(
          "the URL has a query or a fragment, which may hold a secret and is not used.",
          "Write the URL up to it.");
    }
    return objectionTo(path)
        .<Reading>map(objection ->
            new Reading.Refused(
                objection + " in " + quoted.apply(path) + ".",
                "Write the path as it is requested."))
        .orElseGet(() -> read(authority, https, pattern, path, quoted));
  }

  private static Optional<String> objectionTo(String path) {
    if (path.chars().anyMatch(c -> c <= 0x20 || c >= 0x7F || ILLEGAL.indexOf(c) >= 0)) {
      return Optional.of("a character that a URL carries only percent-encoded");
    }
    Octets octets = Octets.utf8(path);
    if (PercentEncoding.firstMalformed(octets).isPresent()) {
      return Optional.of("a `%` without two hexadecimal digits");
    }
    if (UnsafePath.objectionTo(octets).isPresent()) {
      return Optional.of("a `..` segment or NUL");
    }
    return path.contains("//") || path.contains("/./") || path.endsWith("/.")
        ? Optional.of("an empty or `.` segment")
        : Optional.empty();
  }

  private static Reading read(
      String authority, boolean https, boolean pattern, String path, UnaryOperator<String> quoted) {
    boolean any = authority.startsWith("*.");
    if (any ? !pattern : authority.contains("*")) {
      return new Reading.Refused(
          quoted.apply(authority) + " is no host.",
          pattern
              ? "A star stands for one whole label in front: https://*.cdn.example/."
              : "Name one host; `allow` takes patterns.");
    }
    String name = any ? authority.substring(2) : authority;
    StoreAuthority.Reading reading = StoreAuthority.read(name, https ? 443 : 80);
    if (reading instanceof StoreAuthority.Reading.Refused refused) {
      return new Reading.Refused(
          refused.reason() + " in " + quoted.apply(authority) + ".",
          punycode(name).map(ascii -> "Write it as " + ascii + ".").orElse(""));
    }
    StoreAuthority at = ((StoreAuthority.Reading.Accepted) reading).authority();
    if (any && (at.host().indexOf('.') < 0 || StoreAuthority.literal(at.host()).isPresent())) {
      return new Reading.Refused(
          quoted.apply(authority) + " covers too much or no name at all.",
          "Write a domain behind the star: https://*.cdn.example/.");
    }
    return new Reading.Accepted(
        new WrittenUrl(
            https,
            any ? "*." + at.host() : at.host(),
            at.port(),
            path.endsWith("/") ? path : path + "/"));
  }

  /** The name as it stands in requests (RFC 5891), when that is another one. */
  private static Optional<String> punycode(String name) {
    try {
      String ascii = IDN.toASCII(name.toLowerCase(Locale.ROOT));
      boolean named = StoreAuthority.read(ascii, 443) instanceof StoreAuthority.Reading.Accepted;
      return named && !ascii.equals(name) ? Optional.of(ascii) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
