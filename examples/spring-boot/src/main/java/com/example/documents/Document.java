package com.example.documents;

/**
 * A row of the table: what people see of a document, and where its bytes are.
 *
 * @param storageKey path in the folder, or key in the bucket
 */
public record Document(
    long id,
    String owner,
    String name,
    String mediaType,
    long bytes,
    Storage storage,
    String storageKey) {

  public enum Storage {
    DISK,
    S3
  }

  public boolean isVideo() {
    return mediaType.startsWith("video/");
  }

  public boolean isImage() {
    return mediaType.startsWith("image/");
  }

  /** The end of the name, for people: {@code pdf}. */
  public String kind() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** For people: {@code 48.0 KB}. */
  public String size() {
    if (bytes < 1_000) {
      return bytes + " bytes";
    }
    return bytes < 1_000_000 ? "%.1f KB".formatted(bytes / 1e3) : "%.1f MB".formatted(bytes / 1e6);
  }
}
