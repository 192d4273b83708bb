package dev.handoff.core.coding;

import java.time.Instant;
import java.util.List;

/** Rules for compressed siblings: {@code app.js.br} beside {@code app.js}. */
public final class Sidecars {
  /**
   * Value of Vary for every answer about a file that may have siblings, also when the file itself
   * is sent (RFC 9110 §12.5.5).
   */
  public static final String VARY = "Accept-Encoding";

  private Sidecars() {}

  /** Whether siblings are looked for at all, and so whether {@link #VARY} applies. */
  public static boolean eligible(String fileName, boolean attachment) {
    // A download is saved as it arrives: some tools keep the coded bytes under the plain name.
    return !attachment && !Coding.isCodedName(fileName);
  }

  /**
   * Codings whose sibling to look for, best first.
   *
   * @param fileName last segment of the name asked for
   * @param attachment whether the answer says {@code Content-Disposition: attachment}
   * @param acceptEncoding lines of the request
   */
  public static List<Coding> candidates(
      String fileName, boolean attachment, List<String> acceptEncoding) {
    return eligible(fileName, attachment) ? AcceptEncoding.preferred(acceptEncoding) : List.of();
  }

  /**
   * Whether a sibling belongs to the file as it is now. Compared in whole seconds: compressors copy
   * the file's time, and some of them cut it.
   */
  public static boolean isFresh(Instant fileModified, Instant siblingModified) {
    return siblingModified.getEpochSecond() >= fileModified.getEpochSecond();
  }
}
