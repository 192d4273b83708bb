package dev.handoff.core.front;

/**
 * What a front says of itself, covered by its proof.
 *
 * @param sendfileType value of X-Sendfile-Type; empty if absent
 * @param redirectMap value of X-Redirect-Map; empty if absent
 */
public record FrontWords(String sendfileType, String redirectMap) {

  /** The text a proof is made over: five lines, no final line feed. */
  String signedText(long seconds, String keyId) {
    return String.join(
        "\n", "handoff-front-v1", Long.toString(seconds), keyId, sendfileType, redirectMap);
  }
}
