package dev.handoff.files.sending;

import dev.handoff.core.fields.Field;
import dev.handoff.core.store.Facts;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** One version of a file on another server. One thread at a time, but for {@link #close}. */
public interface RemoteObject {
  /** What is known of it. */
  Facts facts();

  /** Further fields that a client may learn of. */
  List<Field> fields();

  /**
   * Says what will be read next, from its first byte to its last one.
   *
   * @param length empty: as long as there are bytes
   */
  void expect(long first, OptionalLong length);

  /** Reads at least one byte, or -1 at the end. Blocks. */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  /** Lets go of the connection at once; a read of another thread ends. */
  void close();
}
