package dev.handoff.core.store;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code in an S3 error document, and what it means for an operator. Nothing else of the document
 * is looked at: it repeats keys, hosts and what was signed.
 *
 * @param code letters and digits only
 */
public record ErrorCode(String code) {
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,64})</Code>");

  private static final Map<String, String> MEANING =
      Map.ofEntries(
          Map.entry("ExpiredToken", "the credentials have expired"),
          Map.entry("InvalidToken", "the session token is not valid"),
          Map.entry("TokenRefreshRequired", "the credentials must be renewed"),
          Map.entry("InvalidAccessKeyId", "the store does not know this access key"),
          Map.entry(
              "SignatureDoesNotMatch",
              "the secret key is wrong, or something changed the signed URL on its way"),
          Map.entry(
              "RequestTimeTooSkewed", "the clock of this machine and that of the store differ"),
          Map.entry(
              "AccessDenied",
              "not allowed, or the signed URL has expired; also what a missing key looks like when"
                  + " the credentials may not list the bucket"),
          Map.entry("AllAccessDisabled", "the store has locked this bucket"),
          Map.entry(
              "AuthorizationHeaderMalformed", "the bucket is in another region than configured"),
          Map.entry("NoSuchBucket", "there is no such bucket"),
          Map.entry("InvalidObjectState", "the object is archived and must be restored first"),
          Map.entry("SlowDown", "too many requests for this bucket"));

  /** Looks for a code in the beginning of a document. */
  public static Optional<ErrorCode> in(String document) {
    Matcher found = CODE.matcher(document);
    return found.find() ? Optional.of(new ErrorCode(found.group(1))) : Optional.empty();
  }

  boolean isNoBucket() {
    return code.equals("NoSuchBucket");
  }

  /** For the log. */
  public String text() {
    String meaning = MEANING.get(code);
    return meaning == null ? code : code + ", " + meaning;
  }
}
