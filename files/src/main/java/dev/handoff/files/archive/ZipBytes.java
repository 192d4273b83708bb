package dev.handoff.files.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The octets of a ZIP archive, made while they are read. For one answer, one thread at a time; to
 * be closed whatever became of it.
 *
 * <p>One member is open at a time. An archive that can be read from any place opens only the
 * members that a read touches, at the place it touches. Zip64 is used for what needs it and nothing
 * else, so that old readers read what they can.
 */
public final class ZipBytes implements Closeable {
  private final List<ZipContent> contents;
  private final ZipContent.Instead instead;
  private final Optional<ZipLayout> layout;
  private final boolean anywhere;
  private final List<Written> written = new ArrayList<>();

  /** Where the next read goes on. */
  private long position;

  /** The member that comes next, or behind the members the record of the directory, or the end. */
  private int piece;

  private int skipped;
  private long directory;

  /** A record that goes out before the current member goes on. */
  private byte[] ready = new byte[0];

  private int readyFrom;
  private @Nullable OpenMember current;

  /**
   * An archive of these members.
   *
   * @param anywhere whether all of them open at any byte; only stored members do
   * @param instead asked for a member that cannot be opened, if the archive has no known length
   * @throws ArithmeticException if it were longer than 2^63 - 1 bytes
   */
  public ZipBytes(List<ZipContent> contents, boolean anywhere, ZipContent.Instead instead) {
    List<ZipMember> members = contents.stream().map(ZipContent::member).toList();
    this.contents = new ArrayList<>(contents);
    this.instead = instead;
    this.layout = ZipLayout.of(members);
    this.anywhere =
        anywhere && members.stream().allMatch(member -> member.packing() == Packing.STORED);
    if (this.anywhere) {
      written.addAll(layout.orElseThrow().members());
    }
  }

  /** In bytes; empty if it shows only at the end. Known as soon as all sizes are. */
  public OptionalLong length() {
    return layout.map(known -> OptionalLong.of(known.length())).orElse(OptionalLong.empty());
  }

  /** Whether it can be read from any place: every CRC-32 is known too. */
  public boolean anywhere() {
    return anywhere;
  }

  /**
   * Tells versions apart where the archive can be read from any place: it changes with any name,
   * size, CRC-32, time or order, and is the same wherever it is made.
   */
  public Optional<String> tag() {
    return anywhere ? layout.map(ZipLayout::hash) : Optional.empty();
  }

  /**
   * Reads at least one byte, or -1 at the end. Blocks.
   *
   * @param from position of the first byte wanted; where the last read ended, unless the archive
   *     can be read from any place
   * @param count at least 1
   * @throws IOException if a member is not what was stated of it: what was read so far is no
   *     archive
   */
  public int read(long from, byte[] into, int offset, int count) throws IOException {
    if (from != position) {
      seek(from);
    }
    while (true) {
      if (readyFrom < ready.length) {
        int taken = Math.min(count, ready.length - readyFrom);
        System.arraycopy(ready, readyFrom, into, offset, taken);
        readyFrom += taken;
        position += taken;
        return taken;
      }
      OpenMember member = current;
      if (member == null) {
        if (!next()) {
          return -1;
        }
      } else {
        int read = member.read(into, offset, count);
        if (read > 0) {
          position += read;
          return read;
        }
        finish(member);
      }
    }
  }

  private void seek(long from) throws IOException {
    ZipLayout known = layout.orElseThrow();
    if (!anywhere || from < 0 || from >= known.length()) {
      throw new IOException("no place in this archive to go on from: " + from);
    }
    close();
    piece = known.pieceAt(from);
    long within = from - known.beginOf(piece);
    next();
    readyFrom = (int) Math.min(within, ready.length);
    OpenMember member = current;
    if (member != null) {
      member.startAt(within - readyFrom);
    }
    position = from;
  }

  /** Makes the record that comes next; false behind the last one. */
  private boolean next() throws IOException {
    if (piece < contents.size()) {
      begin();
      return true;
    }
    int record = piece - contents.size();
    if (record == 0) {
      directory = position;
    }
    if (record > written.size()) {
      return false;
    }
    // One by one: the directory of a million members has many megabytes.
    set(record < written.size() ? ZipRecords.central(written.get(record)) : end());
    piece++;
    return true;
  }

  private byte[] end() {
    return anywhere
        ? layout.orElseThrow().end()
        : ZipRecords.end(written.size(), directory, position - directory);
  }

  private void begin() throws IOException {
    int index = piece + skipped;
    Optional<OpenMember> member =
        anywhere
            ? Optional.of(new OpenMember(contents.get(piece), index, position))
            : opened(contents.get(piece), index);
    if (member.isEmpty()) {
      contents.remove(piece);
      skipped++;
      return;
    }
    current = member.get();
    set(ZipRecords.local(member.get().facts()));
  }

  /** Before its header: nothing was said of it yet that would have to be kept. */
  private Optional<OpenMember> opened(ZipContent content, int index) throws IOException {
    OpenMember member = new OpenMember(content, index, position);
    try {
      member.open();
      return Optional.of(member);
    } catch (IOException e) {
      if (layout.isPresent()) {
        throw e;
      }
      Optional<ZipContent> other = instead.of(index, e);
      if (other.isEmpty()) {
        return Optional.empty();
      }
      OpenMember replacement = new OpenMember(other.get(), index, position);
      replacement.open();
      return Optional.of(replacement);
    }
  }

  private void finish(OpenMember member) throws IOException {
    current = null;
    member.close();
    piece++;
    if (!anywhere) {
      Written facts = member.written();
      written.add(facts);
      if (facts.member().packing().described()) {
        set(ZipRecords.descriptor(facts));
      }
    }
  }

  private void set(byte[] record) {
    ready = record;
    readyFrom = 0;
  }

  @Override
  public void close() throws IOException {
    OpenMember member = current;
    current = null;
    if (member != null) {
      member.close();
    }
  }
}
