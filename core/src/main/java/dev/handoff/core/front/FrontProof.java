package dev.handoff.core.front;

import dev.handoff.core.structured.BareItem;
import dev.handoff.core.structured.StructuredField;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes and checks {@code Handoff-Front}: {@code v1;t=1795219200;k="k1";mac=:…:}, an Item of RFC
 * 9651 with an HMAC-SHA-256 over time, key name and what the front says of itself. A front that
 * cannot compute one sends {@code token;s="…"}, which is compared as it is.
 *
 * <p>Immutable, shareable, does not block. A proof does not depend on the request, so a front makes
 * it once a second.
 */
public final class FrontProof {
  /** Name of the field. */
  public static final String FIELD = "Handoff-Front";

  /** How old or how far ahead a proof may be unless told otherwise. */
  public static final Duration WINDOW = Duration.ofMinutes(1);

  private static final Duration LEAST_WINDOW = Duration.ofSeconds(5);
  private static final Duration MOST_WINDOW = Duration.ofMinutes(5);
  private static final int MAC_OCTETS = 32;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43,256}");

  private final List<FrontKey> keys;
  private final Optional<String> token;
  private final Duration window;

  /** What a request's field is worth. */
  public sealed interface Verdict {
    /** A front made it: its words may be believed. */
    record Proven(FrontWords words) implements Verdict {}

    /** A front with the fixed token: it came from there, but its words count for nothing. */
    record ByToken() implements Verdict {}

    /**
     * Serve the octets, and hide what claims to come from a front.
     *
     * @param reason for the log
     */
    record Unproven(String reason) implements Verdict {}
  }

  private FrontProof(List<FrontKey> keys, Optional<String> token, Duration window) {
    this.keys = keys;
    this.token = token;
    this.window = window;
  }

  /**
   * Proofs by these keys: the first signs, all are accepted.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static FrontProof of(List<FrontKey> keys) {
    long names = keys.stream().map(FrontKey::id).distinct().count();
    if (names != keys.size()) {
      throw new IllegalArgumentException("two front keys have one name");
    }
    return new FrontProof(List.copyOf(keys), Optional.empty(), WINDOW);
  }

  /**
   * Also accepts a fixed token.
   *
   * @param secret 43 to 256 characters of base64url
   * @throws IllegalArgumentException if it is shorter, or holds others
   */
  public FrontProof orToken(String secret) {
    if (!TOKEN.matcher(secret).matches()) {
      throw new IllegalArgumentException(
          "a front token has 43 to 256 of A-Z a-z 0-9 _ - (32 random octets in base64url)");
    }
    return new FrontProof(keys, Optional.of(secret), window);
  }

  /**
   * The same with another window.
   *
   * @param allowed 5 to 300 s
   */
  public FrontProof within(Duration allowed) {
    if (allowed.compareTo(LEAST_WINDOW) < 0 || allowed.compareTo(MOST_WINDOW) > 0) {
      throw new IllegalArgumentException("the window is 5 to 300 s, not " + allowed);
    }
    return new FrontProof(keys, token, allowed);
  }

  /**
   * The field's value.
   *
   * @throws IllegalStateException if there is no key
   */
  public String prove(FrontWords words, Instant now) {
    if (keys.isEmpty()) {
      throw new IllegalStateException("no key to prove with");
    }
    FrontKey key = keys.get(0);
    long seconds = now.getEpochSecond();
    byte[] mac = key.mac(words.signedText(seconds, key.id()));
    return "v1;t="
        + seconds
        + ";k=\""
        + key.id()
        + "\";mac=:"
        + Base64.getEncoder().encodeToString(mac)
        + ':';
  }

  /**
   * Judges a request. Every line of each field is needed: two lines of one are never believed.
   *
   * @param proofs lines of Handoff-Front
   * @param sendfileTypes lines of X-Sendfile-Type
   * @param redirectMaps lines of X-Redirect-Map
   */
  public Verdict judge(
      List<String> proofs, List<String> sendfileTypes, List<String> redirectMaps, Instant now) {
    if (proofs.isEmpty()) {
      return new Verdict.Unproven("no " + FIELD);
    }
    if (proofs.size() > 1 || sendfileTypes.size() > 1 || redirectMaps.size() > 1) {
      return new Verdict.Unproven("a field stands on two lines");
    }
    if (!(StructuredField.parseItem(proofs.get(0))
        instanceof StructuredField.Valid<StructuredField.Item> valid)) {
      return new Verdict.Unproven("malformed");
    }
    StructuredField.Item item = valid.value();
    if (!(item.value() instanceof BareItem.Token form)) {
      return new Verdict.Unproven("malformed");
    }
    FrontWords words = new FrontWords(only(sendfileTypes), only(redirectMaps));
    Map<String, BareItem> parameters = item.parameters();
    return switch (form.value()) {
      case "v1" -> byMac(parameters, words, now);
      case "token" -> byToken(parameters);
      default -> new Verdict.Unproven("a form of another version");
    };
  }

  private static String only(List<String> lines) {
    return lines.isEmpty() ? "" : lines.get(0);
  }

  private Verdict byMac(Map<String, BareItem> parameters, FrontWords words, Instant now) {
    if (!(parameters.get("t") instanceof BareItem.Int time)
        || !(parameters.get("k") instanceof BareItem.Text id)
        || !(parameters.get("mac") instanceof BareItem.ByteSequence mac)
        || mac.value().length() != MAC_OCTETS) {
      return new Verdict.Unproven("t, k or mac is missing or of another type");
    }
    Optional<FrontKey> key = keys.stream().filter(k -> k.id().equals(id.value())).findFirst();
    if (key.isEmpty()) {
      return new Verdict.Unproven("no key of that name");
    }
    byte[] expected = key.get().mac(words.signedText(time.value(), id.value()));
    if (!MessageDigest.isEqual(expected, mac.value().toByteArray())) {
      return new Verdict.Unproven("the MAC is another: keys or words differ");
    }
    long off = Math.abs(Math.subtractExact(now.getEpochSecond(), time.value()));
    return off > window.toSeconds()
        ? new Verdict.Unproven(off + " s off: compare the clocks")
        : new Verdict.Proven(words);
  }

  private Verdict byToken(Map<String, BareItem> parameters) {
    if (!(parameters.get("s") instanceof BareItem.Text secret) || token.isEmpty()) {
      return new Verdict.Unproven("no token is accepted here, or none was sent");
    }
    return MessageDigest.isEqual(ascii(token.get()), ascii(secret.value()))
        ? new Verdict.ByToken()
        : new Verdict.Unproven("another token");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return "FrontProof" + keys;
  }
}
