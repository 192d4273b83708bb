package dev.handoff.core.send;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes of a known length that can be opened anywhere, so that ranges work. Must give the same
 * bytes every time; give the file an ETag or a date when they change now and then.
 */
public interface ReopenableSource {
  /** Size in bytes; the same until the bytes change. */
  long length() throws IOException;

  /**
   * A stream that begins at that byte; the caller closes it. May block.
   *
   * @param offset zero-based, less than the length
   */
  InputStream openAt(long offset) throws IOException;
}
