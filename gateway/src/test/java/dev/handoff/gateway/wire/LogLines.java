package dev.handoff.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * What the gateway logs while this is open: the logger of the tests writes to standard error. A
 * line that belongs to an answer is written before that answer leaves.
 */
public final class LogLines implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  public LogLines() {
    System.setErr(new PrintStream(new Both(), true, UTF_8));
  }

  /** Lines that hold {@code text}. */
  public List<String> with(String text) {
    return all().lines().filter(line -> line.contains(text)).toList();
  }

  public String all() {
    synchronized (written) {
      return written.toString(UTF_8);
    }
  }

  @Override
  public void close() {
    System.setErr(before);
  }

  private final class Both extends OutputStream {
    @Override
    public void write(int octet) {
      synchronized (written) {
        written.write(octet);
      }
      before.write(octet);
    }

    @Override
    public void write(byte[] octets, int from, int length) {
      synchronized (written) {
        written.write(octets, from, length);
      }
      before.write(octets, from, length);
    }
  }
}
