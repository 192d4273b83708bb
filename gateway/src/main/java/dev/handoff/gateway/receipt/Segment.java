package dev.handoff.gateway.receipt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of a journal: eight octets that name the format, then records of a length, a CRC-32C of
 * the rest, and a receipt; numbers are big-endian. Used under the journal's lock.
 */
final class Segment {
  /** Where the first record begins. */
  static final long START = 8;

  /** Longest receipt; what claims to be longer is no record. */
  static final int LONGEST = 256 << 10;

  private static final byte[] MAGIC = "HNDFRCP1".getBytes(US_ASCII);
  private static final int HEAD = 8;
  private static final Pattern NAME = Pattern.compile("receipts-([0-9a-f]{16})\\.journal");

  private final Path file;
  private final long number;
  private long end = START;
  private long records;
  private long lost;

  private Segment(Path file, long number) {
    this.file = file;
    this.number = number;
  }

  static Path file(Path folder, long number) {
    return folder.resolve(String.format(Locale.ROOT, "receipts-%016x.journal", number));
  }

  /** Which segment a file is; empty for a file that is none. */
  static OptionalLong number(Path file) {
    var name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? OptionalLong.of(Long.parseUnsignedLong(name.group(1), 16))
        : OptionalLong.empty();
  }

  /** A new one, and what appends to it. */
  static FileChannel create(Path folder, long number) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file(folder, number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    writeFully(channel, ByteBuffer.wrap(MAGIC));
    return channel;
  }

  static Segment empty(Path folder, long number) {
    return new Segment(file(folder, number), number);
  }

  /**
   * One that an earlier process wrote. What comes behind its last sound record was never told to be
   * safe: it is as if it were not there.
   */
  static Segment recover(Path file, long number) throws IOException {
    Segment segment = new Segment(file, number);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      if (!hasMagic(in)) {
        return segment;
      }
      byte @Nullable [] receipt = read(in, segment.end);
      while (receipt != null) {
        segment.records++;
        segment.end += HEAD + receipt.length;
        receipt = read(in, segment.end);
      }
    }
    return segment;
  }

  private static boolean hasMagic(FileChannel in) throws IOException {
    ByteBuffer magic = ByteBuffer.allocate(MAGIC.length);
    return readFully(in, magic, 0) && magic.equals(ByteBuffer.wrap(MAGIC));
  }

  long number() {
    return number;
  }

  Path file() {
    return file;
  }

  /** Where the sound records end. */
  long end() {
    return end;
  }

  long records() {
    return records;
  }

  /** Sound records before a place, which is the start of one or the end. */
  long recordsBefore(long offset) throws IOException {
    long count = 0;
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long at = START;
      while (at < Math.min(offset, end)) {
        byte @Nullable [] receipt = read(in, at);
        if (receipt == null) {
          break;
        }
        at += HEAD + receipt.length;
        count++;
      }
    }
    return count;
  }

  /** Writes records at the end, and waits until the disk has them. */
  void append(FileChannel channel, List<byte[]> receipts) throws IOException {
    int size = receipts.stream().mapToInt(receipt -> HEAD + receipt.length).sum();
    ByteBuffer octets = ByteBuffer.allocate(size);
    for (byte[] receipt : receipts) {
      octets.putInt(receipt.length).putInt(crc(receipt)).put(receipt);
    }
    writeFully(channel, octets.flip());
    channel.force(false);
    end += size;
    records += receipts.size();
  }

  /**
   * Reads records from a place on.
   *
   * @param into where they go
   * @return where the next one begins
   */
  long read(long from, int most, long mostBytes, List<byte[]> into) throws IOException {
    long at = from;
    long sum = into.stream().mapToLong(receipt -> receipt.length).sum();
    List<byte[]> found = new ArrayList<>();
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      while (at < end && into.size() + found.size() < most) {
        byte @Nullable [] receipt = read(in, at);
        if (receipt == null) {
          cutAt(at, from, found.size());
          break;
        }
        sum += receipt.length;
        if (sum > mostBytes && into.size() + found.size() > 0) {
          break;
        }
        found.add(receipt);
        at += HEAD + receipt.length;
      }
    }
    into.addAll(found);
    return at;
  }

  /** Somebody changed the file: what stands behind that place is lost. */
  private void cutAt(long at, long from, int sound) throws IOException {
    end = at;
    long left = recordsBefore(from) + sound;
    lost += records - left;
    records = left;
  }

  /** Records that were lost since the last call. */
  long takeLost() {
    long count = lost;
    lost = 0;
    return count;
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** The record at a place; null when there is no sound one. */
  private static byte @Nullable [] read(FileChannel in, long at) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    if (!readFully(in, head, at)) {
      return null;
    }
    int length = head.getInt();
    int crc = head.getInt();
    if (length <= 0 || length > LONGEST) {
      return null;
    }
    byte[] receipt = new byte[length];
    return readFully(in, ByteBuffer.wrap(receipt), at + HEAD) && crc(receipt) == crc
        ? receipt
        : null;
  }

  private static boolean readFully(FileChannel in, ByteBuffer into, long from) throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int count = in.read(into, at);
      if (count < 0) {
        return false;
      }
      at += count;
    }
    into.flip();
    return true;
  }

  private static void writeFully(FileChannel out, ByteBuffer octets) throws IOException {
    while (octets.hasRemaining()) {
      out.write(octets);
    }
  }

  private static int crc(byte[] receipt) {
    CRC32C crc = new CRC32C();
    crc.update(receipt, 0, receipt.length);
    return (int) crc.getValue();
  }
}
