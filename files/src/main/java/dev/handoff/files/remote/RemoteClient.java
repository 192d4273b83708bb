package dev.handoff.files.remote;

import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.remote.RemoteUrl;
import java.util.List;
import java.util.OptionalLong;

/** Sends GET requests to servers that were judged. Shareable between threads. */
interface RemoteClient extends AutoCloseable {

  /** Prepares a request; nothing is connected to yet. */
  Call call(RemoteUrl url, List<Field> fields);

  @Override
  void close();

  /** One request and its answer. One thread at a time, but for {@link #abort}. */
  interface Call {
    /** Asks, and waits for the head. */
    Head ask() throws RemoteFailure;

    /** At least one octet of the content, or -1 behind the last one. Blocks. */
    int read(byte[] into, int offset, int length) throws RemoteFailure;

    /** Keeps the connection for others if the content was read to its end, else closes it. */
    void release();

    /** Closes the connection at once, whatever another thread does with it. */
    void abort();
  }

  /**
   * What stands before the content.
   *
   * @param length of the content by its framing; empty: its end will show
   * @param endsWithConnection nothing but the end of the connection ends the content
   */
  record Head(int status, FieldLines fields, OptionalLong length, boolean endsWithConnection) {}
}
