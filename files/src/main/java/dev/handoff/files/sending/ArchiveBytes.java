package dev.handoff.files.sending;

import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.Validators;
import dev.handoff.files.archive.ZipBytes;
import dev.handoff.files.archive.ZipContent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An archive of several files. */
final class ArchiveBytes extends OpenSource {
  private final ZipBytes zip;

  ArchiveBytes(List<ZipContent> contents, boolean anywhere, ZipContent.Instead instead)
      throws IOException {
    try {
      this.zip = new ZipBytes(contents, anywhere, instead);
    } catch (ArithmeticException e) {
      throw new IOException("an archive of such sizes would be longer than 2^63 bytes", e);
    }
  }

  @Override
  public OptionalLong length() {
    return zip.length();
  }

  /** A length may be known where the CRC-32s are not, which stand in the middle of it. */
  @Override
  boolean hasRanges() {
    return zip.anywhere();
  }

  @Override
  Validators validators(Instant now) {
    return new Validators(zip.tag().map(tag -> new EntityTag(tag, false)), Optional.empty());
  }

  @Override
  int read(long position, byte[] into, int offset, int length) throws IOException {
    return zip.read(position, into, offset, length);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
