package dev.handoff.files.sending;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.send.ArchiveEntry;
import dev.handoff.core.send.MemberNames;
import dev.handoff.core.send.MissingMember;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.Source;
import dev.handoff.files.OpenFile;
import dev.handoff.files.archive.Packing;
import dev.handoff.files.archive.ZipContent;
import dev.handoff.files.archive.ZipMember;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The members of one archive, looked at before the answer begins: a file is opened and closed
 * again, so that a missing one still becomes an error, and its size and time are known.
 */
final class ArchiveMembers {
  private static final Logger LOG = System.getLogger("dev.handoff.files.archive");

  private final Source.Archive archive;
  private final Opener opener;
  private final List<ArchiveEntry> entries = new ArrayList<>();
  private final List<ZipContent> contents = new ArrayList<>();
  private @Nullable MemberNames names;
  private int missing;
  private String firstReason = "";

  /** Opens what a file names. */
  interface Opener {
    OpenSource.Result open(SendFile file) throws IOException;
  }

  private ArchiveMembers(Source.Archive archive, Opener opener) {
    this.archive = archive;
    this.opener = opener;
  }

  /**
   * Looks at all of them.
   *
   * @throws IOException if a source fails and the archive is not to go on without it
   */
  static OpenSource.Result open(Source.Archive archive, Opener opener) throws IOException {
    ArchiveMembers members = new ArchiveMembers(archive, opener);
    for (ArchiveEntry entry : archive.entries()) {
      Optional<String> reason = members.look(entry);
      if (reason.isPresent() && archive.missing() == MissingMember.ABORT) {
        return new OpenSource.Result.Missing(members.described(reason.get()));
      }
    }
    if (members.missing > 0) {
      LOG.log(
          Level.WARNING,
          "%d of %d members of an archive are missing; the first: %s"
              .formatted(members.missing, archive.entries().size(), members.firstReason));
      if (members.contents.isEmpty()) {
        return new OpenSource.Result.Missing("none of its members is there");
      }
    }
    return new OpenSource.Result.Opened(members.bytes());
  }

  private ArchiveBytes bytes() throws IOException {
    boolean anywhere = entries.stream().allMatch(ArchiveMembers::opensAnywhere);
    return new ArchiveBytes(contents, anywhere, this::insteadOf);
  }

  private String described(String reason) {
    return "member %d of %d of an archive: %s"
        .formatted(contents.size() + missing, archive.entries().size(), reason);
  }

  /** Adds it, or what stands for it; a reason if it is missing. */
  private Optional<String> look(ArchiveEntry entry) throws IOException {
    if (!isLookedAt(entry)) {
      add(entry, entry.size(), entry.modified().or(() -> Optional.of(Instant.now())));
      return Optional.empty();
    }
    try {
      OpenSource.Result result = opener.open(entry.file());
      if (result instanceof OpenSource.Result.Missing absent) {
        return Optional.of(without(entry, absent.reason()));
      }
      try (OpenSource open = ((OpenSource.Result.Opened) result).source()) {
        OptionalLong size = open.length();
        if (entry.size().isPresent() && !entry.size().equals(size)) {
          throw new IOException(
              "it has %d bytes, and %d were stated"
                  .formatted(size.orElse(0), entry.size().getAsLong()));
        }
        add(entry, size, entry.modified().or(() -> open.file().map(OpenFile::modified)));
        return Optional.empty();
      }
    } catch (IOException e) {
      String reason = without(entry, e.toString());
      if (archive.missing() == MissingMember.ABORT) {
        throw new IOException(described(reason), e);
      }
      return Optional.of(reason);
    }
  }

  /** What is made while it is sent is not asked before; nor is a size twice that was stated. */
  private static boolean isLookedAt(ArchiveEntry entry) {
    Source source = entry.file().source();
    return source instanceof Source.OnDisk
        || source instanceof Source.InMemory
        || (source instanceof Source.Reopenable && entry.size().isEmpty());
  }

  private static boolean opensAnywhere(ArchiveEntry entry) {
    Source source = entry.file().source();
    return source instanceof Source.OnDisk
        || source instanceof Source.InMemory
        || source instanceof Source.Reopenable;
  }

  private String without(ArchiveEntry entry, String reason) {
    if (missing++ == 0) {
      firstReason = reason;
    }
    if (archive.missing() == MissingMember.NOTE) {
      ArchiveEntry note = note(entry);
      add(note, note.size(), note.modified());
    }
    return reason;
  }

  private void add(ArchiveEntry entry, OptionalLong size, Optional<Instant> modified) {
    entries.add(entry);
    contents.add(content(entry, size, modified));
  }

  private ZipContent content(ArchiveEntry entry, OptionalLong size, Optional<Instant> modified) {
    Packing packing =
        entry.deflated()
            ? Packing.DEFLATED
            : size.isPresent() && entry.crc32().isPresent() ? Packing.STORED : Packing.BLOCKS;
    return new ZipContent(
        new ZipMember(Octets.utf8(entry.name()), packing, size, entry.crc32(), modified),
        offset -> stream(entry, offset));
  }

  private InputStream stream(ArchiveEntry entry, long offset) throws IOException {
    OpenSource.Result result = opener.open(entry.file());
    if (result instanceof OpenSource.Result.Missing absent) {
      throw new IOException(absent.reason());
    }
    return SourceStream.open(((OpenSource.Result.Opened) result).source(), offset);
  }

  private Optional<ZipContent> insteadOf(int index, IOException why) throws IOException {
    if (archive.missing() == MissingMember.ABORT) {
      throw why;
    }
    LOG.log(Level.WARNING, "A " + why.getMessage());
    if (archive.missing() == MissingMember.SKIP) {
      return Optional.empty();
    }
    ArchiveEntry note = note(entries.get(index));
    return Optional.of(content(note, note.size(), note.modified()));
  }

  /** Names what is missing as the archive would have; the client learns nothing else. */
  private ArchiveEntry note(ArchiveEntry entry) {
    MemberNames taken = names;
    if (taken == null) {
      taken = MemberNames.of(archive.entries());
      names = taken;
    }
    String own = entry.name().substring(entry.name().lastIndexOf('/') + 1);
    SendFile text =
        SendFile.text(own + " could not be added to this archive.\n", StandardCharsets.UTF_8);
    ArchiveEntry note = ArchiveEntry.of(entry.name() + " is missing.txt", text);
    ArchiveEntry named = note.name(taken.take(note.name()));
    return entry.modified().map(named::modified).orElse(named);
  }
}
