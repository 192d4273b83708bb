package dev.handoff.files.sending;

import dev.handoff.core.send.InputStreamSupplier;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Bytes that are made while they are read. */
final class GeneratedBytes extends OpenSource {
  private final InputStreamSupplier supplier;
  private @Nullable InputStream open;

  GeneratedBytes(InputStreamSupplier supplier) {
    this.supplier = supplier;
  }

  /** What the stream calls available is no length. */
  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  int read(long position, byte[] into, int offset, int length) throws IOException {
    InputStream in = open;
    if (in == null) {
      in = supplier.open();
      open = in;
    }
    return in.read(into, offset, length);
  }

  @Override
  public void close() throws IOException {
    InputStream in = open;
    open = null;
    if (in != null) {
      in.close();
    }
  }
}
