package dev.handoff.core.receipts;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.structured.BareItem;
import dev.handoff.core.structured.StructuredField;
import dev.handoff.core.structured.StructuredField.Dictionary;
import dev.handoff.core.structured.StructuredField.Item;
import dev.handoff.core.structured.StructuredField.Member;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code Handoff-Signature} of a batch of receipts: {@code keyid="r1", created=@1764043200,
 * hmac=:…:}, a dictionary of RFC 9651.
 *
 * <p>{@code hmac} is HMAC-SHA-256 over the seconds of {@code created} in decimal, a full stop, and
 * the body as it came, octet for octet.
 */
public final class ReceiptSignature {
  /** The field's name. */
  public static final String FIELD = "Handoff-Signature";

  private ReceiptSignature() {}

  /** What a signature is worth. */
  public sealed interface Verdict {}

  /**
   * The body is what the gateway sent.
   *
   * @param keyId name of the key that signed it
   * @param created when it was signed
   */
  public record Genuine(String keyId, Instant created) implements Verdict {}

  /**
   * Not to be believed: answer 401.
   *
   * @param reason for a log, not for the sender
   */
  public record Refused(String reason) implements Verdict {}

  /** The field's value for a body that is sent at {@code now}. */
  public static String sign(ReceiptKey key, Instant now, byte[] body) {
    long seconds = now.getEpochSecond();
    Map<String, Member> members = new LinkedHashMap<>();
    members.put("keyid", new Item(new BareItem.Text(key.id())));
    members.put("created", new Item(new BareItem.Date(seconds)));
    members.put("hmac", new Item(new BareItem.ByteSequence(Octets.wrap(key.mac(seconds, body)))));
    return new Dictionary(members).toString();
  }

  /**
   * Judges a batch before anything in it is read. Takes the same time wherever a signature is
   * wrong.
   *
   * @param keys any of them may have signed: keep the old one for a while when you change it
   * @param header value of {@value #FIELD}; empty when there is none
   * @param body as it came, octet for octet
   * @param tolerance how far {@code created} and {@code now} may be apart, either way; five minutes
   *     is usual. Within it a batch can be played again, which its receipts' ids show
   */
  public static Verdict verify(
      List<ReceiptKey> keys, String header, byte[] body, Instant now, Duration tolerance) {
    if (!(StructuredField.parseDictionary(List.of(header))
        instanceof StructuredField.Valid<Dictionary> valid)) {
      return new Refused("the signature is no dictionary of RFC 9651");
    }
    Dictionary dictionary = valid.value();
    if (!(value(dictionary, "keyid") instanceof BareItem.Text keyId)
        || !(value(dictionary, "created") instanceof BareItem.Date created)
        || !(value(dictionary, "hmac") instanceof BareItem.ByteSequence hmac)) {
      return new Refused("keyid, created or hmac is missing or has another type");
    }
    Optional<ReceiptKey> key =
        keys.stream().filter(known -> known.id().equals(keyId.value())).findFirst();
    if (key.isEmpty()) {
      return new Refused("no key has this name");
    }
    byte[] right = key.get().mac(created.epochSeconds(), body);
    if (!MessageDigest.isEqual(right, hmac.value().toByteArray())) {
      return new Refused("the signature does not belong to this body and moment");
    }
    long apart = Math.abs(now.getEpochSecond() - created.epochSeconds());
    if (apart > tolerance.toSeconds()) {
      return new Refused("signed " + apart + " s from now");
    }
    return new Genuine(keyId.value(), created.instant());
  }

  private static BareItem value(Dictionary dictionary, String key) {
    return dictionary.members().get(key) instanceof Item item
        ? item.value()
        : new BareItem.Bool(false);
  }
}
