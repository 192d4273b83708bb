package dev.handoff.core.send;

import dev.handoff.core.paths.Octets;
import java.util.List;
import java.util.Optional;

/** Where the bytes come from. */
public sealed interface Source {
  /** The last part of the name the bytes have, if they have one. */
  default Optional<String> fileName() {
    return Optional.empty();
  }

  /** A file on a disk. */
  record OnDisk(DiskFile file) implements Source {
    @Override
    public Optional<String> fileName() {
      return file.fileName();
    }
  }

  /** Bytes in memory. */
  record InMemory(Octets bytes) implements Source {}

  /** Bytes of known length that open anywhere. */
  record Reopenable(ReopenableSource bytes) implements Source {}

  /** Bytes made while they are sent. */
  record Generated(InputStreamSupplier bytes) implements Source {}

  /**
   * Several files as one ZIP archive.
   *
   * @param entries in their order; no two names are alike on any system
   * @param missing what becomes of the archive when one of them cannot be had
   */
  record Archive(List<ArchiveEntry> entries, MissingMember missing) implements Source {
    public Archive {
      entries = List.copyOf(entries);
    }
  }
}
