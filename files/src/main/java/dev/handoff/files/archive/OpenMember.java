package dev.handoff.files.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The member that is being read: as it is to stand in the archive, without its records. */
final class OpenMember implements Closeable {
  private static final int DEFLATE_BUFFER = 8 << 10;

  private final ZipContent content;
  private final int index;
  private final long header;
  private long start;
  private long packedSize;
  private @Nullable MeasuredStream plain;
  private @Nullable InputStream packed;
  private @Nullable Deflater deflater;

  /**
   * @param index zero-based, for messages
   * @param header where its local header begins
   */
  OpenMember(ZipContent content, int index, long header) {
    this.content = content;
    this.index = index;
    this.header = header;
  }

  ZipMember facts() {
    return content.member();
  }

  /** Where to open it; only for a stored one. */
  void startAt(long offset) {
    this.start = offset;
  }

  InputStream open() throws IOException {
    ZipMember member = content.member();
    try {
      MeasuredStream bytes =
          new MeasuredStream(content.bytes().openAt(start), start, member.size(), member.crc32());
      plain = bytes;
      InputStream out =
          switch (member.packing()) {
            case STORED -> bytes;
            case BLOCKS -> new BlockStream(bytes, member.size());
            case DEFLATED -> deflated(bytes);
          };
      packed = out;
      return out;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private InputStream deflated(InputStream bytes) {
    Deflater own = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater = own;
    return new DeflaterInputStream(bytes, own, DEFLATE_BUFFER);
  }

  int read(byte[] into, int offset, int count) throws IOException {
    InputStream in = packed;
    if (in == null) {
      if (start > 0 && start == facts().size().orElse(0)) {
        return -1;
      }
      in = open();
    }
    try {
      int read = in.read(into, offset, count);
      packedSize += Math.max(0, read);
      return read;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** What the directory says of it; only after all of it was read from its first byte. */
  Written written() {
    MeasuredStream bytes = plain;
    if (bytes == null || start != 0) {
      throw new IllegalStateException("not read from its beginning");
    }
    return new Written(facts(), header, packedSize, bytes.size(), bytes.crc32());
  }

  private IOException failed(IOException why) {
    return new IOException("member %d of an archive: %s".formatted(index + 1, why), why);
  }

  @Override
  public void close() throws IOException {
    InputStream in = packed;
    packed = null;
    Deflater own = deflater;
    deflater = null;
    if (own != null) {
      own.end();
    }
    MeasuredStream bytes = plain;
    if (in != null && bytes != null) {
      bytes.close();
    }
  }
}
