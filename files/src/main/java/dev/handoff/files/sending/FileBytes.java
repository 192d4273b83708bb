package dev.handoff.files.sending;

import dev.handoff.core.validators.Validators;
import dev.handoff.files.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes of an open file. */
final class FileBytes extends OpenSource {
  private final OpenFile file;

  FileBytes(OpenFile file) {
    this.file = file;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(file.size());
  }

  @Override
  Validators validators(Instant now) {
    Instant modified = file.modified();
    return Validators.ofFile(file.size(), modified.getEpochSecond(), modified.getNano(), now);
  }

  @Override
  public Optional<OpenFile> file() {
    return Optional.of(file);
  }

  @Override
  int read(long position, byte[] into, int offset, int length) throws IOException {
    return file.channel().read(ByteBuffer.wrap(into, offset, length), position);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
