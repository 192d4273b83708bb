package dev.handoff.gateway.receipt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Receipts in a folder, where they survive the process and the machine. Every process begins a
 * segment of its own; {@code sent} says how far everything was received.
 *
 * <p>What was appended is on the disk. What was sent may be sent again when the process dies in
 * between. Thread-safe.
 */
final class Journal implements Spool {
  private static final long LEAST_SEGMENT = 64 << 10;
  private static final long LARGEST_SEGMENT = 8 << 20;
  private static final Pattern PLACE = Pattern.compile("([0-9a-f]{1,16}) ([0-9]{1,18})\n");

  private final Path folder;
  private long max;
  private long segmentSize;
  private final FileChannel lockFile;
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private @Nullable FileChannel out;
  private Place read = new Place(0, Segment.START);
  private long nextNumber = 1;
  private long bytes;
  private long waiting;
  private long dropped;

  private Journal(Path folder, long max, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
    limit(max);
  }

  /**
   * Opens the journal in a folder, which is made if need be.
   *
   * @throws IOException when the folder cannot be used, or another process uses it
   */
  static Journal open(Path folder, long max) throws IOException {
    try {
      Files.createDirectories(folder);
      FileChannel lockFile =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        lock(lockFile);
        Journal journal = new Journal(folder, max, lockFile);
        journal.recover();
        return journal;
      } catch (IOException | RuntimeException unusable) {
        lockFile.close();
        throw unusable;
      }
    } catch (IOException e) {
      throw new IOException(
          "cannot use the folder of receipts.spool " + folder + ": " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static void lock(FileChannel file) throws IOException {
    FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException ours) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException("another gateway writes there; give each its own folder");
    }
  }

  private void recover() throws IOException {
    read = readPlace();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      OptionalLong number = Segment.number(file);
      if (number.isPresent()) {
        add(Segment.recover(file, number.getAsLong()));
      }
    }
    nextNumber = Math.max(nextNumber, read.segment() + 1);
  }

  private void add(Segment segment) throws IOException {
    nextNumber = Math.max(nextNumber, segment.number() + 1);
    long done = segment.number() == read.segment() ? segment.recordsBefore(read.offset()) : 0;
    if (segment.number() < read.segment() || done == segment.records()) {
      segment.delete();
      return;
    }
    segments.put(segment.number(), segment);
    bytes += segment.end();
    waiting += segment.records() - done;
  }

  private Place readPlace() throws IOException {
    Path file = folder.resolve("sent");
    if (Files.exists(file)) {
      var text = PLACE.matcher(new String(Files.readAllBytes(file), US_ASCII));
      if (text.matches()) {
        return new Place(Long.parseUnsignedLong(text.group(1), 16), Long.parseLong(text.group(2)));
      }
    }
    return new Place(0, Segment.START);
  }

  @Override
  public synchronized void limit(long maxBytes) {
    max = maxBytes;
    segmentSize = Math.clamp(maxBytes / 16, LEAST_SEGMENT, LARGEST_SEGMENT);
  }

  @Override
  public synchronized void append(List<byte[]> receipts) throws IOException {
    if (receipts.isEmpty()) {
      return;
    }
    Segment last = segments.isEmpty() ? null : segments.lastEntry().getValue();
    if (out == null || last == null || last.end() >= segmentSize) {
      last = begin();
    }
    long before = last.end();
    try {
      last.append(out(), receipts);
    } catch (IOException full) {
      // What stands behind the last sound record is not known: nothing may follow it.
      closeOut();
      throw full;
    }
    bytes += last.end() - before;
    waiting += receipts.size();
    makeRoom();
  }

  private FileChannel out() throws IOException {
    if (out == null) {
      throw new IOException("the journal is closed");
    }
    return out;
  }

  private Segment begin() throws IOException {
    closeOut();
    long number = nextNumber++;
    Segment segment = Segment.empty(folder, number);
    out = Segment.create(folder, number);
    segments.put(number, segment);
    bytes += segment.end();
    return segment;
  }

  private void closeOut() throws IOException {
    if (out != null) {
      FileChannel closing = out;
      out = null;
      closing.close();
    }
  }

  /** Whole segments go, the oldest first; never the one that is being written. */
  private void makeRoom() throws IOException {
    while (bytes > max && segments.size() > 1) {
      Segment oldest = segments.firstEntry().getValue();
      long done =
          oldest.number() == read.segment()
              ? oldest.recordsBefore(read.offset())
              : oldest.number() < read.segment() ? oldest.records() : 0;
      dropped += oldest.records() - done;
      waiting -= oldest.records() - done;
      remove(oldest);
    }
  }

  private void remove(Segment segment) throws IOException {
    segments.remove(segment.number());
    bytes -= segment.end();
    segment.delete();
  }

  @Override
  public synchronized Waiting peek(int most, long mostBytes) throws IOException {
    List<byte[]> oldest = new ArrayList<>();
    Place next = read;
    for (Segment segment : segments.tailMap(read.segment()).values()) {
      long from = segment.number() == read.segment() ? read.offset() : Segment.START;
      long before = segment.end();
      long to = segment.read(from, most, mostBytes, oldest);
      bytes -= before - segment.end();
      long lost = segment.takeLost();
      waiting -= lost;
      dropped += lost;
      next = new Place(segment.number(), to);
      if (to < segment.end() || oldest.size() >= most) {
        break;
      }
    }
    return new Waiting(List.copyOf(oldest), next);
  }

  @Override
  public synchronized void sent(Waiting received) throws IOException {
    long counted = 0;
    Place next = received.next();
    // Those that were dropped meanwhile were taken off already.
    for (Segment segment : segments.headMap(next.segment(), true).values()) {
      long from = segment.number() == read.segment() ? segment.recordsBefore(read.offset()) : 0;
      long to =
          segment.number() == next.segment()
              ? segment.recordsBefore(next.offset())
              : segment.records();
      counted += segment.number() < read.segment() ? 0 : Math.max(0, to - from);
    }
    waiting -= counted;
    read = next;
    keepPlace();
    for (Segment segment : List.copyOf(segments.headMap(read.segment(), true).values())) {
      boolean written = out != null && segment == segments.lastEntry().getValue();
      boolean done = segment.number() < read.segment() || read.offset() >= segment.end();
      if (done && !written) {
        remove(segment);
      }
    }
  }

  private void keepPlace() throws IOException {
    Path next = folder.resolve("sent.new");
    String text = Long.toHexString(read.segment()) + " " + read.offset() + "\n";
    try (FileChannel file =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
      file.force(false);
    }
    Files.move(
        next,
        folder.resolve("sent"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public synchronized long waiting() {
    return waiting;
  }

  @Override
  public synchronized long takeDropped() {
    long count = dropped;
    dropped = 0;
    return count;
  }

  @Override
  public synchronized void close() throws IOException {
    closeOut();
    lockFile.close();
  }
}
