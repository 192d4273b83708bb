package dev.handoff.core.mediatype;

import dev.handoff.core.paths.Octets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The type a file name stands for, by its last extension in any case. {@code a.tar.gz} is gzip: it
 * is sent as the archive it is, not as a coded tar.
 */
public final class FileTypes {

  /** Longer than any extension in the table. */
  private static final int LONGEST = 16;

  private static final Map<String, MediaType> BY_EXTENSION = byExtension();

  private FileTypes() {}

  /** The type of a file; {@code application/octet-stream} for no or an unknown extension. */
  public static MediaType of(String fileName) {
    return known(fileName).orElse(MediaType.OCTET_STREAM);
  }

  /** The type of a file; {@code application/octet-stream} for no or an unknown extension. */
  public static MediaType of(Octets fileName) {
    return known(fileName).orElse(MediaType.OCTET_STREAM);
  }

  /** The type of a file, if its extension is known. */
  public static Optional<MediaType> known(String fileName) {
    int dot = fileName.lastIndexOf('.');
    boolean none =
        dot < 0 || dot < fileName.lastIndexOf('/') || fileName.length() - dot - 1 > LONGEST;
    return none
        ? Optional.empty()
        : Optional.ofNullable(
            BY_EXTENSION.get(fileName.substring(dot + 1).toLowerCase(Locale.ROOT)));
  }

  /** The type of a file, if its extension is known. */
  public static Optional<MediaType> known(Octets fileName) {
    int dot = fileName.length() - 1;
    int first = Math.max(0, fileName.length() - 1 - LONGEST);
    while (dot >= first && fileName.at(dot) != '.' && fileName.at(dot) != '/') {
      dot--;
    }
    return dot < first ? Optional.empty() : known(fileName.from(dot).toUtf8Text());
  }

  private static Map<String, MediaType> byExtension() {
    Map<String, MediaType> types = new HashMap<>();
    TypeTable.LINES
        .lines()
        .forEach(line -> {
          String[] words = line.split(" +", -1);
          MediaType type = MediaType.parse(words[0]).orElseThrow();
          for (int i = 1; i < words.length; i++) {
            if (types.put(words[i], type) != null) {
              throw new IllegalStateException("extension listed twice: " + words[i]);
            }
          }
        });
    return Map.copyOf(types);
  }
}
