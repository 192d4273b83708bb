package dev.handoff.core.links;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parts of a link as they stand in a URL, each of its own: {@code
 * 1.key.expires.scope.subject.network.mac}.
 *
 * @param scopeText {@code f} for one path with one query, {@code d} and a number for a folder of
 *     that many segments
 * @param subjectText base64url of UTF-8; may be empty
 * @param networkText as {@link ClientNetwork#signed}; may be empty
 * @param mac empty while unsigned
 */
record Token(
    String keyId,
    String expiresText,
    String scopeText,
    String subjectText,
    String networkText,
    String mac) {
  private static final String VERSION = "1";
  private static final String PURPOSE = "handoff-link-v1";
  private static final int PARTS = 7;
  private static final Pattern EXPIRES = Pattern.compile("[1-9][0-9]{0,9}");
  private static final Pattern SCOPE = Pattern.compile("f|d(0|[1-9][0-9]{0,2})");
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  static Token of(String keyId, Link link) {
    return new Token(
        keyId,
        Long.toString(link.expires().getEpochSecond()),
        scopeText(link.scope()),
        link.subject().map(Token::encoded).orElse(""),
        link.network().map(ClientNetwork::signed).orElse(""),
        "");
  }

  private static String scopeText(LinkScope scope) {
    return scope instanceof LinkScope.Folder ? "d" + segments(scope.path()) : "f";
  }

  private static long segments(String folder) {
    return folder.chars().filter(c -> c == '/').count() - 1;
  }

  /** Empty when it is none, or could be written otherwise. */
  static Optional<Token> parse(String text) {
    List<String> parts = List.of(text.split("\\.", -1));
    if (parts.size() != PARTS
        || !parts.get(0).equals(VERSION)
        || !EXPIRES.matcher(parts.get(2)).matches()
        || !SCOPE.matcher(parts.get(3)).matches()) {
      return Optional.empty();
    }
    Token token =
        new Token(
            parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5), parts.get(6));
    try {
      boolean canonical =
          token.subject().map(Token::encoded).orElse("").equals(token.subjectText)
              && token.network().map(ClientNetwork::signed).orElse("").equals(token.networkText);
      return canonical ? Optional.of(token) : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** Everything but the MAC. */
  String text() {
    return String.join(".", VERSION, keyId, expiresText, scopeText, subjectText, networkText);
  }

  Instant expires() {
    return Instant.ofEpochSecond(Long.parseLong(expiresText));
  }

  Optional<String> subject() {
    return subjectText.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new String(Base64.getUrlDecoder().decode(subjectText), StandardCharsets.UTF_8));
  }

  Optional<ClientNetwork> network() {
    return networkText.isEmpty()
        ? Optional.empty()
        : Optional.of(ClientNetwork.ofSigned(networkText));
  }

  /**
   * What the link is for, if it is for this request at all.
   *
   * @throws IllegalArgumentException if the path has fewer segments than the folder
   */
  LinkScope scope(String path, String query) {
    if (scopeText.equals("f")) {
      return new LinkScope.File(path, query);
    }
    int slashes = Integer.parseInt(scopeText.substring(1)) + 1;
    int at = -1;
    for (int i = 0; i < slashes; i++) {
      at = path.indexOf('/', at + 1);
      if (at < 0) {
        throw new IllegalArgumentException("the path is not in the folder");
      }
    }
    return new LinkScope.Folder(path.substring(0, at + 1));
  }

  /** What is signed: every part with its length in octets before it, so that none runs over. */
  String signedText(LinkScope scope) {
    StringBuilder text = new StringBuilder(160);
    append(text, PURPOSE);
    append(text, keyId);
    append(text, expiresText);
    append(text, scopeText);
    append(text, scope.path());
    append(text, scope instanceof LinkScope.File file ? file.query() : "");
    append(text, subject().orElse(""));
    append(text, networkText);
    return text.toString();
  }

  private static void append(StringBuilder text, String part) {
    int octets = part.getBytes(StandardCharsets.UTF_8).length;
    text.append(octets).append(':').append(part).append('\n');
  }

  private static String encoded(String subject) {
    return ENCODER.encodeToString(subject.getBytes(StandardCharsets.UTF_8));
  }
}
