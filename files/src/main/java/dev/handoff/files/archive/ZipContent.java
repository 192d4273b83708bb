package dev.handoff.files.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A member and where its bytes are.
 *
 * @param member what is known of them
 * @param bytes how to get at them
 */
public record ZipContent(ZipMember member, Bytes bytes) {
  /** Opens the bytes of a member. */
  @FunctionalInterface
  public interface Bytes {
    /**
     * A stream that begins at that byte and goes to the end; the caller closes it. May block.
     *
     * @param offset zero-based; more than 0 only where the archive can be read from any place
     */
    InputStream openAt(long offset) throws IOException;
  }

  /** What takes the place of a member that cannot be opened. */
  @FunctionalInterface
  public interface Instead {
    /**
     * Asked before anything of the member was written.
     *
     * @param index of the member, zero-based, among those that were given
     * @return another one, or nothing, to go on without it
     * @throws IOException if the archive is not to go on
     */
    Optional<ZipContent> of(int index, IOException why) throws IOException;
  }
}
