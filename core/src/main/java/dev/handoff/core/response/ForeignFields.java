package dev.handoff.core.response;

import java.util.Locale;
import java.util.Set;

/** Which fields of an app, a store or a location may stand beside the fields of a plan. */
final class ForeignFields {
  /** Said by the plan or by nobody: they speak of the bytes that are sent now. */
  private static final Set<String> OWNED =
      Set.of(
          "content-type",
          "content-length",
          "content-range",
          "accept-ranges",
          "etag",
          "last-modified");

  /** Describe content; without content there is nothing to describe (RFC 9110 §15.4.5). */
  private static final Set<String> OF_CONTENT =
      Set.of(
          "content-encoding",
          "content-language",
          "content-disposition",
          "content-digest",
          "content-md5",
          "repr-digest",
          "digest");

  private ForeignFields() {}

  static boolean besideWhole(String name, Representation representation) {
    String lower = lower(name);
    return !OWNED.contains(lower) && !isTold(lower, representation);
  }

  /** A digest of the whole message is none of a part. */
  static boolean besidePart(String name, Representation representation) {
    return besideWhole(name, representation) && !lower(name).equals("content-digest");
  }

  static boolean besideNotModified(String name) {
    String lower = lower(name);
    return !OWNED.contains(lower) && !OF_CONTENT.contains(lower);
  }

  /** Said by the representation already; a coding named twice would be one applied twice. */
  private static boolean isTold(String lower, Representation representation) {
    return switch (lower) {
      case "content-encoding" -> representation.contentEncoding().isPresent();
      case "repr-digest" -> representation.digest().isPresent();
      default -> false;
    };
  }

  /**
   * An error shows nothing of the file. A session goes on all the same, and a script may read the
   * status only if the fields that let it across origins remain.
   */
  static boolean besideError(String name) {
    String lower = lower(name);
    return lower.equals("set-cookie") || lower.startsWith("access-control-");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
