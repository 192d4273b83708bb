package dev.handoff.servlet;

import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.sending.OpenSource;
import dev.handoff.files.sending.PlannedBytes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * One answer on its way: what to send next, how much went out, what became of it. Used by one
 * thread at a time.
 */
final class Transfer {
  final HttpServletRequest request;
  final HttpServletResponse response;
  final Sender sender;
  private final SendFile file;
  private final ResponsePlan plan;
  private final OpenSource source;
  private final PlannedBytes bytes;
  private final Pace pace;
  private final int chunk;
  private final byte[] buffer;
  private int filled;
  private boolean ended;
  private long sent;

  /** The source broke, as opposed to the client. */
  static final class SourceFailed extends Exception {
    private static final long serialVersionUID = 1L;

    SourceFailed(IOException cause) {
      super("A source failed while it was sent: " + cause, cause, false, false);
    }
  }

  Transfer(
      Sender sender,
      HttpServletRequest request,
      HttpServletResponse response,
      SendFile file,
      ResponsePlan plan,
      OpenSource source) {
    this.sender = sender;
    this.request = request;
    this.response = response;
    this.file = file;
    this.plan = plan;
    this.source = source;
    this.bytes = new PlannedBytes(plan, source);
    OptionalLong rate = file.options().limitRate();
    this.pace = new Pace(rate, clock().getAsLong());
    this.buffer = sender.buffers.take(Buffers.fitting(response.getBufferSize()));
    this.chunk = Pace.bufferSize(rate, buffer.length);
  }

  private LongSupplier clock() {
    return sender.nanoTime;
  }

  /** Reads the next bytes into the buffer, unless some are left there. False at the end. */
  boolean fill() throws SourceFailed {
    try {
      if (filled == 0 && !ended) {
        int read = bytes.next(buffer, chunk);
        ended = read < 0;
        filled = Math.max(0, read);
      }
      return filled > 0;
    } catch (IOException e) {
      throw new SourceFailed(e);
    }
  }

  /** Whether filling the buffer now waits for somebody else than the client. */
  boolean fillWaits() {
    return filled == 0 && !ended && source.waitsForOthers();
  }

  /** Whether it is so little that neither a socket nor a source makes a thread wait for it. */
  boolean isShort() {
    OptionalLong length = plan.contentLength();
    return length.isPresent()
        && length.getAsLong() <= Buffers.SIZE
        && (length.getAsLong() == filled || !source.waitsForOthers())
        && file.options().limitRate().isEmpty();
  }

  /** Whether the container is to pass on what it has after each write, lest it keeps more. */
  boolean isFlushed() {
    return buffer.length < Buffers.SIZE;
  }

  /** Nanoseconds until the buffer may go. */
  long delay() {
    return pace.delay(clock().getAsLong());
  }

  /** Hands the buffer to the container, which may use it until it is ready for more. */
  void write() throws IOException {
    response.getOutputStream().write(buffer, 0, filled);
    pace.sent(filled, clock().getAsLong());
    sent += filled;
    filled = 0;
  }

  long sent() {
    return sent;
  }

  /** All went out: the container took every byte and holds none back. */
  Outcome done() {
    sender.buffers.give(buffer);
    boolean whole = plan instanceof ResponsePlan.Full;
    if (whole && file.options().deleteAfter()) {
      sender.delete(file, source);
    }
    close();
    return new Outcome.Sent(sent);
  }

  /** It broke off. The buffer is left alone: the container may still read it. */
  Outcome broken(Outcome.Cause cause) {
    close();
    return new Outcome.Aborted(sent, cause);
  }

  private void close() {
    sender.close(source);
  }
}
