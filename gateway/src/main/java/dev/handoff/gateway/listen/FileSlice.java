package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.OpenOctets;
import io.netty.channel.DefaultFileRegion;

/**
 * Octets of an open file on their way to a socket by sendfile(2).
 *
 * <p>Netty's own class closes the file when it is done; this file is shared and stays open, so only
 * our hold on it is given back. Another implementation of FileRegion would lose native sendfile.
 */
final class FileSlice extends DefaultFileRegion {
  private final OpenOctets file;

  /** Takes over one hold on {@code file}. */
  FileSlice(OpenOctets file, long first, long length) {
    super(file.channel(), first, length);
    this.file = file;
  }

  @Override
  protected void deallocate() {
    file.release();
  }
}
