package dev.handoff.core.links;

import dev.handoff.core.paths.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Signs links with the first key and verifies those of all keys. Immutable, shareable, does not
 * block.
 *
 * <pre>{@code
 * Links links = Links.of(List.of(LinkKey.of("k2", secret2), LinkKey.of("k1", secret1)));
 * String url = links.signed("https://files.example/d/Bericht%20M%C3%A4rz.pdf",
 *     Instant.now().plus(Duration.ofHours(24)));
 * }</pre>
 */
public final class Links {
  /** How far clocks may differ unless told otherwise: a link is good that much longer. */
  public static final Duration TOLERANCE = Duration.ofSeconds(30);

  private static final Duration MOST_TOLERANCE = Duration.ofMinutes(5);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final LinkKey first;
  private final Map<String, LinkKey> keys;
  private final Duration tolerance;

  private Links(LinkKey first, Map<String, LinkKey> keys, Duration tolerance) {
    this.first = first;
    this.keys = keys;
    this.tolerance = tolerance;
  }

  /**
   * Links of these keys.
   *
   * @param keys the first signs; no two of one name
   * @throws IllegalArgumentException if there is none, or two of one name
   */
  public static Links of(List<LinkKey> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("links need a key; `handoff keygen` makes one");
    }
    Map<String, LinkKey> byId = new LinkedHashMap<>();
    for (LinkKey key : keys) {
      if (byId.put(key.id(), key) != null) {
        throw new IllegalArgumentException("two link keys are named " + key.id());
      }
    }
    return new Links(keys.get(0), byId, TOLERANCE);
  }

  /**
   * The same with another tolerance.
   *
   * @param allowed 0 to 5 minutes
   */
  public Links tolerating(Duration allowed) {
    if (allowed.isNegative() || allowed.compareTo(MOST_TOLERANCE) > 0) {
      throw new IllegalArgumentException("clocks may differ by 0 to 5 minutes, not " + allowed);
    }
    return new Links(first, keys, allowed);
  }

  /** The value of the {@code h} parameter: ASCII that needs no encoding in a URL. */
  public String sign(Link link) {
    Token unsigned = Token.of(first.id(), link);
    return unsigned.text() + '.' + mac(first, unsigned, link.scope());
  }

  /**
   * A URL that permits reading exactly what it names.
   *
   * @param url absolute or a path, with or without a query; encoded, ASCII, without fragment
   * @throws IllegalArgumentException if it is not so
   */
  public String signed(String url, Instant expires) {
    return signed(url, link -> link, false, expires);
  }

  /**
   * A URL for somebody, from somewhere, or for a folder.
   *
   * @param more adds subject or network to the link
   * @param folder permits everything below the URL, whose path ends in a slash
   * @throws IllegalArgumentException if the URL cannot be signed; the message says where
   */
  public String signed(String url, UnaryOperator<Link> more, boolean folder, Instant expires) {
    UrlParts parts = UrlParts.of(url);
    LinkScope scope =
        folder ? LinkScope.folder(parts.path()) : LinkScope.file(parts.path(), parts.query());
    return parts.with(sign(more.apply(Link.to(scope, expires))));
  }

  /**
   * Judges the link in a URL.
   *
   * @param url as a client would send it; absolute, or a path
   * @param client address, 4 or 16 octets
   * @throws IllegalArgumentException if the text is no URL
   */
  public LinkVerdict verify(String url, Optional<Octets> client, Instant now) {
    UrlParts parts = UrlParts.of(url);
    return verify(
        new LinkUse(Octets.utf8(parts.path()), parts.query(), client, Optional.empty()), now);
  }

  /** Judges the link of a request. */
  public LinkVerdict verify(LinkUse use, Instant now) {
    LinkQuery.Parts query = LinkQuery.split(use.rawQuery());
    if (query.token().isEmpty()) {
      return new LinkVerdict.Forged("no link, or two of them");
    }
    Optional<Token> parsed = Token.parse(query.token().get());
    if (parsed.isEmpty()) {
      return new LinkVerdict.Forged("not a link of this version");
    }
    Token token = parsed.get();
    LinkKey key = keys.get(token.keyId());
    if (key == null) {
      return new LinkVerdict.UnknownKey(token.keyId());
    }
    LinkScope scope;
    try {
      scope = token.scope(CanonicalPath.of(use.rawPath()), query.rest());
    } catch (IllegalArgumentException noSuchPath) {
      return new LinkVerdict.Forged("no link can be for this path");
    }
    if (!MessageDigest.isEqual(ascii(token.mac()), ascii(mac(key, token, scope)))) {
      return new LinkVerdict.Forged("altered, or for another path");
    }
    Link link = new Link(scope, token.expires(), token.subject(), token.network());
    return judge(link, key.id(), use, now);
  }

  /** Everything below is signed: only now may it be believed. */
  private LinkVerdict judge(Link link, String key, LinkUse use, Instant now) {
    if (now.isAfter(link.expires().plus(tolerance))) {
      return new LinkVerdict.Expired(link.expires());
    }
    if (link.network().isPresent()
        && !use.client().map(link.network().get()::contains).orElse(false)) {
      return new LinkVerdict.Forged("from another network");
    }
    if (link.subject().isPresent()
        && use.subject().isPresent()
        && !link.subject().equals(use.subject())) {
      return new LinkVerdict.Forged("for somebody else");
    }
    return new LinkVerdict.Valid(link, key);
  }

  private static String mac(LinkKey key, Token token, LinkScope scope) {
    return BASE64.encodeToString(key.mac(token.signedText(scope).getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
