package dev.handoff.core.send;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
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

  /**
   * A file on another server.
   *
   * @param url octet for octet as it was written
   */
  record Remote(Octets url) implements Source {
    /** The last segment of the path, decoded once if it can be. */
    @Override
    public Optional<String> fileName() {
      int end = url.find('?', 0);
      int begin = end;
      while (begin > 0 && url.at(begin - 1) != '/') {
        begin--;
      }
      // What stands behind the second slash is the host.
      return begin <= url.find('/', url.find('/', 0) + 1) + 1
          ? Optional.empty()
          : Optional.of(decoded(url.slice(begin, end))).filter(name -> !name.isEmpty());
    }

    private static String decoded(Octets name) {
      return PercentEncoding.firstMalformed(name).isPresent()
          ? name.toUtf8Text()
          : PercentEncoding.decode(name).toUtf8Text();
    }

    /** Without the query, which may be signed. */
    @Override
    public String toString() {
      return "Remote[" + url.slice(0, url.find('?', 0)) + "]";
    }
  }

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
