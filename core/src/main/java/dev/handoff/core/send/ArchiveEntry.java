package dev.handoff.core.send;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * One member of an archive. Immutable and shareable; opens nothing.
 *
 * <pre>{@code
 * ArchiveEntry.of("2026/Bericht März.pdf", root.file(name)).size(row.size()).crc32(row.crc32())
 * }</pre>
 *
 * <p>Size and CRC-32 are worth stating where the app has them: they are what makes an archive
 * resumable. They are compared with what is read, and a difference breaks the answer off; a range
 * that begins inside of a member is sent without that comparison.
 *
 * @param name in the archive, cleaned: relative, segments divided by {@code /}, fit for every
 *     system; of a folder, with a {@code /} at its end
 * @param file where the bytes are; of its options only {@code lastModified} means something here
 * @param folder whether it is an empty folder
 * @param size in bytes; empty: a file is asked when the archive is opened
 * @param crc32 of the bytes, 0 to 0xFFFFFFFF; empty: unknown
 * @param modified time of the last change, kept in whole seconds; empty: the file's own
 * @param deflated whether it is compressed; otherwise it goes as it is
 */
public record ArchiveEntry(
    String name,
    SendFile file,
    boolean folder,
    OptionalLong size,
    OptionalLong crc32,
    Optional<Instant> modified,
    boolean deflated) {
  private static final long LARGEST_CRC = 0xFFFF_FFFFL;

  public ArchiveEntry {
    name = MemberNames.clean(name) + (folder ? "/" : "");
    if (file.options().deleteAfter()) {
      throw new IllegalArgumentException(
          "member %s: only a file that is sent alone can be deleted afterwards".formatted(name));
    }
    if (file.options().limitRate().isPresent()) {
      throw new IllegalArgumentException(
          "member %s: limit the rate of the archive instead".formatted(name));
    }
    if (file.source() instanceof Source.Remote) {
      throw new IllegalArgumentException(
          "member %s: a file on another server is sent alone; give what you fetched as a stream"
              .formatted(name));
    }
    if (size.isPresent() && size.getAsLong() < 0) {
      throw new IllegalArgumentException(
          "member %s: a size is not negative: %d".formatted(name, size.getAsLong()));
    }
    if (crc32.isPresent() && (crc32.getAsLong() < 0 || crc32.getAsLong() > LARGEST_CRC)) {
      throw new IllegalArgumentException(
          "member %s: a CRC-32 lies in 0 to 0xFFFFFFFF (write crc & 0xFFFFFFFFL for one from an int), got %d"
              .formatted(name, crc32.getAsLong()));
    }
  }

  /**
   * A file under that name.
   *
   * @param name may come from anybody: it is cleaned, its folders stay
   * @param file from anywhere; of bytes in memory size and CRC-32 are known from the start
   * @throws IllegalArgumentException if the file is to be deleted or slowed down, or lies on
   *     another server
   */
  public static ArchiveEntry of(String name, SendFile file) {
    ArchiveEntry plain =
        new ArchiveEntry(
            name,
            file,
            false,
            OptionalLong.empty(),
            OptionalLong.empty(),
            file.options().lastModified(),
            false);
    return file.source() instanceof Source.InMemory memory
        ? plain.size(memory.bytes().length()).crc32(crcOf(memory.bytes().toByteArray()))
        : plain;
  }

  /**
   * A file under its own name.
   *
   * @throws IllegalArgumentException if the file has no name, or is to be deleted or slowed down
   */
  public static ArchiveEntry of(SendFile file) {
    return of(
        file.source()
            .fileName()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "bytes from memory or a stream have no name: say of(\"name.pdf\", file)")),
        file);
  }

  /** An empty folder; those that files lie in need none. */
  public static ArchiveEntry folder(String name) {
    return new ArchiveEntry(
        name,
        SendFile.bytes(new byte[0]),
        true,
        OptionalLong.of(0),
        OptionalLong.of(0),
        Optional.empty(),
        false);
  }

  private static long crcOf(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return sum.getValue();
  }

  /** With another name, which is cleaned. */
  public ArchiveEntry name(String other) {
    return new ArchiveEntry(other, file, folder, size, crc32, modified, deflated);
  }

  /** With a size that is already known, in bytes. */
  public ArchiveEntry size(long bytes) {
    return new ArchiveEntry(name, file, folder, OptionalLong.of(bytes), crc32, modified, deflated);
  }

  /** With a CRC-32 that is already known, as {@link CRC32#getValue} gives it. */
  public ArchiveEntry crc32(long sum) {
    return new ArchiveEntry(name, file, folder, size, OptionalLong.of(sum), modified, deflated);
  }

  /** With that time of the last change. */
  public ArchiveEntry modified(Instant moment) {
    return new ArchiveEntry(name, file, folder, size, crc32, Optional.of(moment), deflated);
  }

  /**
   * Compressed while it is sent. Worth it for text; photos, videos and office documents are
   * compressed already. The archive then has neither length nor ranges.
   */
  public ArchiveEntry deflate() {
    return new ArchiveEntry(name, file, folder, size, crc32, modified, !folder);
  }

  /** Shows no path but its own. */
  @Override
  public String toString() {
    return "ArchiveEntry[" + name + "]";
  }
}
