package dev.handoff.examples.sendfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A table whose rows are made while it is sent. Like a cursor of a database it has to be closed,
 * which is not the app's worry: whoever was given it closes it, also when the client leaves.
 */
final class Export extends InputStream {
  private static final AtomicInteger UNCLOSED = new AtomicInteger();

  private final int rows;
  private int made;
  private byte[] row = "number;square\n".getBytes(UTF_8);
  private int position;
  private boolean closed;

  Export(int rows) {
    this.rows = rows;
    UNCLOSED.incrementAndGet();
  }

  /** How many were opened and not closed yet. */
  static int unclosed() {
    return UNCLOSED.get();
  }

  @Override
  public int read() {
    return hasMore() ? row[position++] : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (!hasMore()) {
      return -1;
    }
    int copied = Math.min(length, row.length - position);
    System.arraycopy(row, position, into, offset, copied);
    position += copied;
    return copied;
  }

  private boolean hasMore() {
    if (position == row.length && made < rows) {
      made++;
      row = (made + ";" + (long) made * made + "\n").getBytes(UTF_8);
      position = 0;
    }
    return position < row.length;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      UNCLOSED.decrementAndGet();
    }
  }
}
