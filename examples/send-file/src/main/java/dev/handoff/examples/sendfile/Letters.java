package dev.handoff.examples.sendfile;

import dev.handoff.core.send.ReopenableSource;
import java.io.InputStream;

/**
 * Bytes of a known length that lie in no file, as a BLOB in a database would: they can be opened
 * anywhere, so a download of them resumes.
 */
record Letters(long length) implements ReopenableSource {
  @Override
  public InputStream openAt(long offset) {
    return new InputStream() {
      private long next = offset;

      @Override
      public int read() {
        return next < length ? 'a' + (int) (next++ % 26) : -1;
      }

      @Override
      public int read(byte[] into, int from, int most) {
        int count = (int) Math.min(most, length - next);
        for (int i = 0; i < count; i++) {
          into[from + i] = (byte) read();
        }
        return count == 0 ? -1 : count;
      }
    };
  }
}
