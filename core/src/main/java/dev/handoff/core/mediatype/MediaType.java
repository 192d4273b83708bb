package dev.handoff.core.mediatype;

import dev.handoff.core.fields.FieldList;
import dev.handoff.core.fields.FieldSyntax;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A media type with its parameters, as a Content-Type field has it (RFC 9110 §8.3.1). */
public final class MediaType {

  /** What a file is called that nobody knows more about. */
  public static final MediaType OCTET_STREAM = new MediaType("application/octet-stream", "");

  private static final Set<String> TEXT_APPLICATIONS =
      Set.of(
          "application/json",
          "application/javascript",
          "application/x-javascript",
          "application/ecmascript",
          "application/xml",
          "application/xml-dtd",
          "application/yaml",
          "application/toml",
          "application/sql",
          "application/graphql",
          "application/x-ndjson",
          "application/x-sh",
          "application/x-subrip");

  private static final Set<String> UNCOMPRESSED_MEDIA =
      Set.of(
          "audio/wav",
          "audio/x-wav",
          "audio/aiff",
          "audio/basic",
          "audio/midi",
          "image/bmp",
          "image/svg+xml",
          "image/tiff",
          "image/vnd.adobe.photoshop",
          "image/vnd.microsoft.icon",
          "image/x-icon");

  private static final Set<String> COMPRESSED_APPLICATIONS =
      Set.of(
          "application/gzip",
          "application/zip",
          "application/zstd",
          "application/java-archive",
          "application/epub+zip",
          "application/pdf",
          "application/vnd.android.package-archive",
          "application/vnd.debian.binary-package",
          "application/vnd.google-earth.kmz",
          "application/vnd.rar",
          "application/x-7z-compressed",
          "application/x-bzip2",
          "application/x-rpm",
          "application/x-xz",
          "font/woff",
          "font/woff2");

  private final String essence;
  private final String parameters;

  private MediaType(String essence, String parameters) {
    this.essence = essence;
    this.parameters = parameters;
  }

  /** Reads the value of a Content-Type field; empty for what is no type or no field value. */
  public static Optional<MediaType> parse(String field) {
    String text = FieldSyntax.trimOws(field);
    int semicolon = FieldList.endOfMember(text, 0, ';');
    String essence = FieldSyntax.trimOws(text.substring(0, semicolon));
    int slash = essence.indexOf('/');
    boolean legal =
        slash > 0
            && FieldSyntax.isToken(essence.substring(0, slash))
            && FieldSyntax.isToken(essence.substring(slash + 1))
            && FieldSyntax.isValue(text);
    return legal
        ? Optional.of(new MediaType(essence.toLowerCase(Locale.ROOT), text.substring(semicolon)))
        : Optional.empty();
  }

  /** {@code type/subtype} in lower case, without parameters. */
  public String essence() {
    return essence;
  }

  /** The charset parameter, without its quotes; the first one counts. */
  public Optional<String> charset() {
    for (int begin = 0; begin < parameters.length(); ) {
      int end = FieldList.endOfMember(parameters, begin + 1, ';');
      String parameter = FieldSyntax.trimOws(parameters.substring(begin + 1, end));
      if (parameter.regionMatches(true, 0, "charset=", 0, "charset=".length())) {
        String value = parameter.substring("charset=".length());
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return Optional.of(quoted ? value.substring(1, value.length() - 1) : value);
      }
      begin = end;
    }
    return Optional.empty();
  }

  /**
   * This type labelled with a character set, if it is text and says none itself.
   *
   * @throws IllegalArgumentException if {@code charset} is no token
   */
  public MediaType withCharset(String charset) {
    if (!FieldSyntax.isToken(charset)) {
      throw new IllegalArgumentException("not the name of a character set: " + charset);
    }
    if (!isText() || charset().isPresent()) {
      return this;
    }
    MediaType labelled = new MediaType(essence, parameters + "; charset=" + charset);
    // A quotation that nobody closed would swallow the label.
    return labelled.charset().isPresent() ? labelled : this;
  }

  /** Whether a charset parameter means something: text, and the formats made of text. */
  public boolean isText() {
    return essence.startsWith("text/")
        || essence.endsWith("+xml")
        || essence.endsWith("+json")
        || TEXT_APPLICATIONS.contains(essence);
  }

  /**
   * Whether a browser that shows it may run scripts in it, with the rights of the site: HTML, SVG
   * and everything else that is XML.
   */
  public boolean isActive() {
    return isHtml()
        || essence.endsWith("+xml")
        || essence.endsWith("/xml")
        || essence.equals("text/xsl")
        || essence.equals("multipart/x-mixed-replace")
        || essence.equals("multipart/related")
        || essence.equals("message/rfc822");
  }

  /** Whether it is HTML, the type that frameworks put on an empty answer. */
  public boolean isHtml() {
    return essence.equals("text/html") || essence.equals("application/xhtml+xml");
  }

  /** Whether compressing it again saves next to nothing. */
  public boolean isCompressed() {
    boolean media =
        essence.startsWith("video/")
            || essence.startsWith("audio/")
            || essence.startsWith("image/");
    return (media && !UNCOMPRESSED_MEDIA.contains(essence))
        || COMPRESSED_APPLICATIONS.contains(essence)
        || essence.startsWith("application/vnd.openxmlformats-officedocument.")
        || essence.startsWith("application/vnd.oasis.opendocument.");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MediaType that
        && essence.equals(that.essence)
        && parameters.equals(that.parameters);
  }

  @Override
  public int hashCode() {
    return 31 * essence.hashCode() + parameters.hashCode();
  }

  /** As a field value. */
  @Override
  public String toString() {
    return essence + parameters;
  }
}
