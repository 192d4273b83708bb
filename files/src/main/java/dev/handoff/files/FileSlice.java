package dev.handoff.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * Consecutive bytes of an open file.
 *
 * @param first offset of the first byte, zero-based
 * @param length size in bytes, may be zero
 */
public record FileSlice(OpenFile file, long first, long length) {

  /** One transfer call moves at most this much: sendfile(2) stops short of 2 GiB. */
  private static final long PER_CALL = 1L << 30;

  /**
   * Writes exactly these bytes to a blocking channel; a file that grew meanwhile changes nothing.
   *
   * @throws EOFException when the file has shrunk: the receiver got fewer bytes than were
   *     announced, so the connection has to be aborted
   */
  public void writeTo(WritableByteChannel target) throws IOException {
    long done = 0;
    while (done < length) {
      long moved =
          file.channel().transferTo(first + done, Math.min(PER_CALL, length - done), target);
      if (moved <= 0 && file.channel().size() <= first + done) {
        throw new EOFException(
            "file shrank while it was sent: %d of %d bytes were there".formatted(done, length));
      }
      done += Math.max(0, moved);
    }
  }
}
